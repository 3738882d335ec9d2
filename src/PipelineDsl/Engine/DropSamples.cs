using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>For each rule a few of the documents that it dropped, to be looked at: those whose keys have the smallest hashes.</summary>
/// <remarks>
/// The key is the id or, without one, the text that the rule saw. So it is a random sample that depends on the documents only, not on their order or on the number of threads, and a document
/// stays in the sample from run to run. One per worker, for one shard after the other. Memory is bounded and reused.
/// </remarks>
internal sealed class DropSamples(int rules, int perRule)
{
    // All memory is there from the start; of each rule's samples the first Count are in use, in order.
    private readonly DropSample[][] _samples = Allocate(rules, perRule);
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
        Hash128 key = DedupKey.HashOf(id.IsEmpty ? document.Text.Bytes : id);
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

        // The free one, or the one that falls out, goes to its place.
        _counts[rule] = Math.Min(used.Length + 1, perRule);
        Span<DropSample> moved = _samples[rule].AsSpan(at, _counts[rule] - at);
        DropSample sample = moved[^1];
        moved[..^1].CopyTo(moved[1..]);
        moved[0] = sample;
        sample.Set(key, document, id, verdict);
    }

    /// <summary>Forgets all samples.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>Writes the samples.</summary>
    public void Write(Stream stream)
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        for (int rule = 0; rule < _samples.Length; rule++)
        {
            foreach (DropSample sample in _samples[rule].AsSpan(0, _counts[rule]))
            {
                sample.Write(writer);
            }
        }
    }

    /// <summary>Whether there is any sample.</summary>
    public bool Any => _counts.AsSpan().ContainsAnyExcept(0);

    /// <summary>The sample of all shards together, by rule and key: the same as if one had seen all documents.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="perRule">How many of each rule.</param>
    /// <param name="parts">What <see cref="Write"/> wrote, with the shard's number.</param>
    public static IEnumerable<DropSample> Join(PipelineDefinition pipeline, int perRule, IEnumerable<(int Shard, Stream Samples)> parts)
    {
        List<DropSample>[] all = [.. pipeline.Rules.Select(static _ => new List<DropSample>())];
        Dictionary<string, RuleInfo> rules = pipeline.Rules.ToDictionary(static r => r.ToString(), StringComparer.Ordinal);
        foreach ((int shard, Stream samples) in parts)
        {
            using BinaryReader reader = new(samples);
            while (DropSample.TryRead(reader, rules, shard) is { } sample)
            {
                List<DropSample> own = all[sample.Verdict.Rule!.Index];
                own.Add(sample);
                if (own.Count > 2 * perRule)
                {
                    own.Sort();
                    own.RemoveRange(perRule, own.Count - perRule);
                }
            }
        }

        foreach (List<DropSample> own in all)
        {
            own.Sort();
        }

        return all.SelectMany(own => own.Take(perRule));
    }

    private static DropSample[][] Allocate(int rules, int perRule)
    {
        DropSample[][] samples = new DropSample[rules][];
        for (int rule = 0; rule < rules; rule++)
        {
            samples[rule] = new DropSample[perRule];
            for (int i = 0; i < perRule; i++)
            {
                samples[rule][i] = new DropSample();
            }
        }

        return samples;
    }
}

/// <summary>A dropped document of the sample: where it stands, why it was dropped, and a piece of its text.</summary>
internal sealed class DropSample : IComparable<DropSample>
{
    /// <summary>How much of a text is kept, in bytes: around the span if there is one, else from its beginning.</summary>
    public const int ExcerptBytes = 2048;

    private readonly TextBuffer _id = new(64);
    private readonly TextBuffer _excerpt = new(ExcerptBytes);
    private Hash128 _key;

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
    public void Set(Hash128 key, Document document, ReadOnlySpan<byte> id, in Verdict verdict)
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

    /// <summary>Writes the sample; the shard is known to whoever reads it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Verdict.Rule!.ToString());
        writer.Write(Verdict.Value);
        writer.Write(Verdict.Threshold);
        writer.Write(Verdict.Span.Start);
        writer.Write(Verdict.Span.Length);
        writer.Write(_key.Upper);
        writer.Write(_key.Lower);
        writer.Write(Ordinal);
        writer.Write(TextBytes);
        writer.Write(ExcerptStart);
        writer.Write(Id.Length);
        writer.Write(Id);
        writer.Write(Excerpt.Length);
        writer.Write(Excerpt);
    }

    /// <summary>Reads a sample.</summary>
    /// <returns>The sample, or null at the end.</returns>
    public static DropSample? TryRead(BinaryReader reader, Dictionary<string, RuleInfo> rules, int shard)
    {
        if (reader.BaseStream.Position >= reader.BaseStream.Length)
        {
            return null;
        }

        RuleInfo rule = rules[reader.ReadString()];
        Check check = new Check(false, reader.ReadDouble(), reader.ReadDouble()).At(reader.ReadInt32(), reader.ReadInt32());
        DropSample sample = new()
        {
            Shard = shard,
            Verdict = Verdict.Drop(rule, check),
            _key = new Hash128(reader.ReadUInt64(), reader.ReadUInt64()),
            Ordinal = reader.ReadInt64(),
            TextBytes = reader.ReadInt32(),
            ExcerptStart = reader.ReadInt32(),
        };
        sample._id.Append(reader.ReadBytes(reader.ReadInt32()));
        sample._excerpt.Append(reader.ReadBytes(reader.ReadInt32()));
        return sample;
    }

    /// <inheritdoc/>
    public int CompareTo(DropSample? other) => other is null ? 1 : CompareTo(other._key, other.Shard, other.Ordinal);

    /// <summary>The order of the samples: by key, then by place.</summary>
    public int CompareTo(Hash128 key, int shard, long ordinal)
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
