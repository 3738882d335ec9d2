using System;
using System.Collections.Generic;
using System.Threading;

namespace PipelineDsl;

/// <summary>Cuts what occurs more than once in the corpus, over the symbols of all sketches.</summary>
/// <typeparam name="TSymbol">What windows are made of.</typeparam>
/// <param name="options">The options.</param>
internal sealed class ExactSubstringDeduplication<TSymbol>(SubstringOptions options) : Deduplication
    where TSymbol : struct, ISubstringSymbol
{
    private const int MostSeeds = 8;

    /// <summary>Whether the corpus fitted into memory and was searched there.</summary>
    internal bool UsedSuffixArray { get; private set; }

    /// <inheritdoc/>
    public override DedupEstimate Estimate(in CorpusSize corpus)
    {
        // Text and records of anchors, which are at most doubled by merging; the records of what is repeated are not known before.
        double places = options.MinLength - WindowAnchors<TSymbol>.KeyOf(options.MinLength) + 2;
        double symbols = TSymbol.Size == 1 ? corpus.TextBytes : corpus.TextBytes / 4.0;
        long sketches = (corpus.Documents * SketchWriter.HeadBytes) + corpus.TextBytes + (TSymbol.Size == 1 ? 0 : (long)(8 * symbols));
        long anchors = (long)(32 * 2 * symbols / places);
        return new DedupEstimate(corpus.MemoryBytes, sketches + (2 * anchors) + (options.Index is null ? 0 : sketches + anchors));
    }

    /// <inheritdoc/>
    public override string? Against => options.Against;

    /// <inheritdoc/>
    public override void Resolve(DedupContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Shards > SubstringPlace.MostShards)
        {
            throw new NotSupportedException($"{context.Shards} shards; {nameof(ExactSubstring)} takes at most {SubstringPlace.MostShards}: join input files");
        }

        IReadOnlyList<SubstringIndex> indexes = SubstringIndex.Open(context, options);
        for (int seed = 0; seed < MostSeeds; seed++)
        {
            if (TryResolve(context, indexes, seed))
            {
                return;
            }
        }

        // Two windows out of all with one 122-bit hash for each of the seeds: not by chance.
        throw new InvalidOperationException($"different stretches of text have the same hash for each of {MostSeeds} seeds; use the method {nameof(SubstringMethod.SuffixArray)}");
    }

    private bool TryResolve(DedupContext context, IReadOnlyList<SubstringIndex> indexes, int seed)
    {
        string attempt = seed == 0 ? "" : "-" + (char)('0' + seed);
        using SortedRuns<RepeatRecord> repeats = context.CreateRuns<RepeatRecord>("repeats" + attempt, 0.125);
        Find(context, indexes, seed, repeats);
        repeats.Seal();
        using SortedRuns<CutRecord> cuts = context.CreateRuns<CutRecord>("cuts" + attempt, 0.125);
        int wrong = 0;
        long documents = 0;
        long bytes = 0;
        long compared = 0;
        context.ForEach(context.Shards, shard =>
        {
            using RepeatedStretches<TSymbol> stretches = new(context, indexes, new CutBorders(options.Borders, options.Widen), shard);
            if (!stretches.Read(repeats, cuts))
            {
                Interlocked.Increment(ref wrong);
            }

            Interlocked.Add(ref documents, stretches.Documents);
            Interlocked.Add(ref bytes, stretches.Bytes);
            Interlocked.Add(ref compared, stretches.Compared);
        });
        if (wrong > 0)
        {
            return false;
        }

        cuts.Seal();
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(cuts.Count, (ulong)Math.Max(1, context.Documents));
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<CutRecord> reader = cuts.Read(ranges[i].From, ranges[i].To);
            using DedupMarks marks = context.OpenMarks();
            while (reader.TryRead(out CutRecord cut))
            {
                marks.Cut((long)cut.Document, (int)cut.Start, (int)cut.Length);
            }
        });
        context.Report("cutDocuments", documents);
        context.Report("cutBytes", bytes);
        if (options.Method == SubstringMethod.Anchors)
        {
            context.Report("comparedBytes", compared);
        }

        return true;
    }

    private void Find(DedupContext context, IReadOnlyList<SubstringIndex> indexes, int seed, SortedRuns<RepeatRecord> repeats)
    {
        // Indexes are made of anchors.
        if (options is { Method: SubstringMethod.SuffixArray, Against: null, Index: null })
        {
            long symbols = SuffixArraySearch<TSymbol>.Count(context);
            if (symbols * SuffixArraySearch<TSymbol>.BytesPerSymbol <= context.MemoryBytes && symbols * TSymbol.Size <= int.MaxValue)
            {
                UsedSuffixArray = true;
                new SuffixArraySearch<TSymbol>(context, options.MinLength, options.Copies).Find((int)symbols, repeats);
                return;
            }
        }

        Action<SortedRuns<AnchorRecord>>? save = options.Index is null || seed > 0 ? null : anchors => SubstringIndex.Write(context, options, anchors);
        new AnchorSearch<TSymbol>(context, options.MinLength, options.Copies, seed, indexes).Find(repeats, save);
    }
}

/// <summary>The options of exact substring deduplication.</summary>
/// <param name="MinLength">Symbols of a window.</param>
/// <param name="Copies">What is left.</param>
/// <param name="Borders">Where cuts begin and end.</param>
/// <param name="Widen">Whether cuts grow to the borders.</param>
/// <param name="Method">How repeats are found.</param>
/// <param name="Symbols">What an index must have been made of: bytes, or the ids of a tokenizer.</param>
/// <param name="Against">Indexes of earlier runs, or null.</param>
/// <param name="Index">The index to write, or null.</param>
internal sealed record SubstringOptions(
    int MinLength,
    SubstringCopies Copies,
    SubstringBorders Borders,
    bool Widen,
    SubstringMethod Method,
    string Symbols = "bytes",
    string? Against = null,
    string? Index = null)
{
    /// <summary>The longest window, in symbols.</summary>
    public const int LongestWindow = 1 << 24;

    /// <summary>Checks the length.</summary>
    public SubstringOptions Checked()
        => MinLength is >= WindowAnchors<ByteSymbol>.LeastWindow and <= LongestWindow
            ? this
            : throw new ArgumentOutOfRangeException(nameof(MinLength), MinLength, $"the minimal length of a repeat must be from {WindowAnchors<ByteSymbol>.LeastWindow} to {LongestWindow}");
}
