using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>Exact substring deduplication from sketches on disk to marks, one thread, windows of 100 bytes, against sorting pointers to all suffixes. Target: 10 MB/s in at most 12 bytes of memory for each byte of text.</summary>
/// <remarks>
/// The baseline is what one writes without the algorithm of a suffix array: the starts of all windows, sorted by comparing spans, then groups of equal neighbours. It has the texts in memory, and, so that it ends, only the first
/// tenth of them, which is in its favour: its time grows faster than the corpus. All variants must cut the same.
/// </remarks>
internal sealed class SubstringRatio : IRatio
{
    private const int Window = 100;
    private const int SmallMemory = 8 << 20;

    /// <inheritdoc/>
    public string Name => "substring";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.OpenJson(corpus, "web20.jsonl.gz");
        int few = 0;
        long fewBytes = 0;
        for (; few < documents.Count && fewBytes < documents.Bytes / 10; few++)
        {
            fewBytes += documents[few].Length;
        }

        using BenchContext context = Sketched(documents, documents.Count, 4 * documents.Bytes);
        using BenchContext small = Sketched(documents, documents.Count, SmallMemory);
        using BenchContext large = Sketched(documents, documents.Count, 16 * documents.Bytes);
        using BenchContext part = Sketched(documents, few, 4 * documents.Bytes);
        (string Label, BenchContext Context, SubstringMethod Method)[] variants =
        [
            ("anchors", context, SubstringMethod.Anchors),
            ("anchors in 8 MB", small, SubstringMethod.Anchors),
            ("suffix array", large, SubstringMethod.SuffixArray),
        ];
        foreach ((string label, BenchContext own, SubstringMethod method) in variants)
        {
            long peak = ResidentMemory.Peak(() => Resolve(own, method));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name} {label} {(double)peak / documents.Bytes:F2} bytes of memory for each byte of text"));
        }

        Check("the suffix array", Cut(Resolve(context, SubstringMethod.Anchors)), Cut(Resolve(large, SubstringMethod.SuffixArray)));
        Check("little memory", Cut(Resolve(context, SubstringMethod.Anchors)), Cut(Resolve(small, SubstringMethod.Anchors)));
        Check("the baseline", Cut(Resolve(part, SubstringMethod.Anchors)), Naive(documents, few));

        using BenchContext twice = Sketched(documents, 2 * documents.Count, 4 * documents.Bytes);
        using BenchContext thrice = Sketched(documents, 3 * documents.Count, 4 * documents.Bytes);
        run.Add(variants[0].Label, documents.Bytes, documents.Count, () => context.Run(Deduplication(SubstringMethod.Anchors)));
        run.Add("sorted suffix pointers, a tenth of the corpus", fewBytes, few, () => Naive(documents, few));
        run.Add(variants[1].Label, documents.Bytes, documents.Count, () => small.Run(Deduplication(SubstringMethod.Anchors)));
        run.Add(variants[2].Label, documents.Bytes, documents.Count, () => large.Run(Deduplication(SubstringMethod.SuffixArray)));

        // Buffers are taken once, as large as the most that one document claims: documents take what thrice the corpus allocates beyond twice.
        run.Print(() => Allocated(thrice) - Allocated(twice));
    }

    private static long Allocated(BenchContext context)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        context.Run(Deduplication(SubstringMethod.Anchors));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static IReadOnlyList<DedupMark> Resolve(BenchContext context, SubstringMethod method) => context.Resolve(Deduplication(method));

    private static Deduplication Deduplication(SubstringMethod method)
        => ExactSubstring.Resolve(Window, SubstringCopies.KeepFirst, SubstringBorders.Characters, widen: false, method);

    private static BenchContext Sketched(TokenCorpus documents, int count, long memory)
    {
        BenchContext context = new(count, memory);
        Sketch sketch = new();
        using SketchWriter writer = context.CreateSketches();
        for (int i = 0; i < count; i++)
        {
            sketch.Clear();
            ExactSubstring.Sketch(documents[i % documents.Count].Bytes, sketch, Window);
            writer.Write(i, sketch, 0);
        }

        return context;
    }

    private static long Cut(IReadOnlyList<DedupMark> marks) => marks.Sum(static m => (long)m.Second);

    private static void Check(string what, long ours, long theirs)
    {
        if (ours != theirs)
        {
            throw new InvalidOperationException($"substring: {ours} bytes are cut, by {what} {theirs}");
        }
    }

    /// <summary>The bytes that are cut.</summary>
    private static long Naive(TokenCorpus documents, int count)
    {
        List<(int Document, int Start)> windows = [];
        for (int i = 0; i < count; i++)
        {
            for (int start = 0; start + Window <= documents[i].Length; start++)
            {
                windows.Add((i, start));
            }
        }

        windows.Sort((a, b) =>
        {
            int order = Bytes(a).SequenceCompareTo(Bytes(b));
            return order != 0 ? order : a.CompareTo(b);
        });

        bool[][] cut = new bool[count][];
        for (int i = 1; i < windows.Count; i++)
        {
            if (Bytes(windows[i]).SequenceEqual(Bytes(windows[i - 1])))
            {
                (int document, int start) = windows[i];
                (cut[document] ??= new bool[documents[document].Length]).AsSpan(start, Window).Fill(true);
            }
        }

        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            for (int start = 0; cut[i] is { } own && start < own.Length;)
            {
                int end = start;
                while (end < own.Length && own[end] == own[start])
                {
                    end++;
                }

                sum += own[start] ? Whole(documents[i].Bytes, start, end) : 0;
                start = end;
            }
        }

        return sum;

        ReadOnlySpan<byte> Bytes((int Document, int Start) window) => documents[window.Document].Bytes.Slice(window.Start, Window);
    }

    /// <summary>The bytes of the characters that lie in a stretch as a whole.</summary>
    private static int Whole(ReadOnlySpan<byte> text, int start, int end)
    {
        while (start < end && (text[start] & 0xC0) == 0x80)
        {
            start++;
        }

        while (end > start && end < text.Length && (text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end - start;
    }
}
