using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>For each rule a few of the documents that it dropped, to be looked at: those whose keys have the smallest hashes.</summary>
/// <remarks>
/// The key is the id or, without one, the text that the rule saw. So it is a random sample that depends on the documents only, not on their order or on the number of threads, and a document
/// stays in the sample from run to run. One per worker; two are joined to the same as one that had seen all. Memory is bounded and reused.
/// </remarks>
internal sealed class DropSamples(int rules, int perRule)
{
    // All memory is there from the start; of each rule's samples the first Count are in use, in order.
    private readonly DropSample[][] _samples = [.. Enumerable.Range(0, rules).Select(_ => Enumerable.Range(0, perRule).Select(static _ => new DropSample()).ToArray())];
    private readonly int[] _counts = new int[rules];

    /// <summary>Shows a dropped document.</summary>
    /// <param name="document">The document, with the text as the rule saw it.</param>
    /// <param name="idSlot">The slot of its id, or -1.</param>
    /// <param name="verdict">Which rule dropped it.</param>
    public void Offer(Document document, int idSlot, in Verdict verdict)
    {
        if (perRule == 0)
        {
            return;
        }

        int rule = verdict.Rule!.Index;
        ReadOnlySpan<byte> id = idSlot < 0 ? default : document.Utf8(idSlot);
        UInt128 key = DedupKey.Of(id.IsEmpty ? document.Text.Bytes : id);
        Span<DropSample> used = _samples[rule].AsSpan(0, _counts[rule]);
        if (used.Length == perRule && used[^1].CompareTo(key, document.Shard, document.Ordinal) <= 0)
        {
            return;
        }

        int at = used.Length;
        while (at > 0 && used[at - 1].CompareTo(key, document.Shard, document.Ordinal) > 0)
        {
            at--;
        }

        if (at > 0 && used[at - 1].CompareTo(key, document.Shard, document.Ordinal) == 0)
        {
            return; // a shard that is read again because of repeated ids
        }

        // The free one, or the one that falls out, goes to its place.
        _counts[rule] = Math.Min(used.Length + 1, perRule);
        Span<DropSample> moved = _samples[rule].AsSpan(at, _counts[rule] - at);
        DropSample sample = moved[^1];
        moved[..^1].CopyTo(moved[1..]);
        moved[0] = sample;
        sample.Set(key, document, id, verdict);
    }

    /// <summary>The sample of all workers together, by rule and key.</summary>
    public static IEnumerable<DropSample> Join(IReadOnlyList<DropSamples> workers)
    {
        for (int rule = 0; rule < workers[0]._samples.Length; rule++)
        {
            // One document can have been seen by two workers if its shard was read twice.
            IEnumerable<DropSample> all = workers.SelectMany(w => w._samples[rule].Take(w._counts[rule]));
            foreach (DropSample sample in all.DistinctBy(static s => (s.Shard, s.Ordinal)).Order().Take(workers[0]._samples[rule].Length))
            {
                yield return sample;
            }
        }
    }
}

/// <summary>A dropped document of the sample: where it stands, why it was dropped, and a piece of its text.</summary>
internal sealed class DropSample : IComparable<DropSample>
{
    /// <summary>How much of a text is kept, in bytes: around the span if there is one, else from its beginning.</summary>
    public const int ExcerptBytes = 2048;

    private readonly TextBuffer _id = new(64);
    private readonly TextBuffer _excerpt = new(ExcerptBytes);
    private UInt128 _key;

    /// <summary>The document's shard.</summary>
    public int Shard { get; private set; }

    /// <summary>Its place in the shard.</summary>
    public long Ordinal { get; private set; }

    /// <summary>Why it was dropped.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>Its id, or empty.</summary>
    public ReadOnlySpan<byte> Id => _id.Bytes;

    /// <summary>The piece of its text.</summary>
    public ReadOnlySpan<byte> Excerpt => _excerpt.Bytes;

    /// <summary>Where the piece begins in the text.</summary>
    public int ExcerptStart { get; private set; }

    /// <summary>The text's length in bytes.</summary>
    public int TextBytes { get; private set; }

    /// <summary>Takes a document.</summary>
    public void Set(UInt128 key, Document document, ReadOnlySpan<byte> id, in Verdict verdict)
    {
        _key = key;
        Shard = document.Shard;
        Ordinal = document.Ordinal;
        Verdict = verdict;
        _id.Clear();
        _id.Append(id);
        ReadOnlySpan<byte> text = document.Text.Bytes;
        TextBytes = text.Length;
        int start = verdict.Span.Length == 0 ? 0 : Math.Clamp(verdict.Span.Start - ((ExcerptBytes - Math.Min(verdict.Span.Length, ExcerptBytes)) / 2), 0, Math.Max(0, text.Length - ExcerptBytes));
        ExcerptStart = CharacterStart(text, start);
        _excerpt.Clear();
        _excerpt.Append(text[ExcerptStart..CharacterStart(text, Math.Min(text.Length, start + ExcerptBytes))]);
    }

    /// <inheritdoc/>
    public int CompareTo(DropSample? other) => other is null ? 1 : CompareTo(other._key, other.Shard, other.Ordinal);

    /// <summary>The order of the samples: by key, then by place.</summary>
    public int CompareTo(UInt128 key, int shard, long ordinal)
    {
        int order = _key.CompareTo(key);
        order = order != 0 ? order : Shard.CompareTo(shard);
        return order != 0 ? order : Ordinal.CompareTo(ordinal);
    }

    /// <summary>The last place up to <paramref name="at"/> at which a character starts.</summary>
    private static int CharacterStart(ReadOnlySpan<byte> text, int at)
    {
        while (at > 0 && at < text.Length && (text[at] & 0xC0) == 0x80)
        {
            at--;
        }

        return at;
    }
}
