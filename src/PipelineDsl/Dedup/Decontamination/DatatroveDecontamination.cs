using System;

namespace PipelineDsl;

/// <summary>The rule of datatrove 0.10 with the words of spaCy's English tokenizer: profile <c>datatrove-0.10</c>.</summary>
[Filter]
public sealed class DatatroveDecontamination
{
    private DatatroveDecontamination()
    {
    }

    /// <summary><see cref="DatatroveDecontamination{TSegmenter}.NotInBenchmark"/>.</summary>
    [Rule]
    public static Check NotInBenchmark(
        [Text] ReadOnlySpan<byte> text,
        BenchmarkFiles benchmarks,
        SimplifiedContaminationMemory<SpacyEnglishWords> memory,
        StepNotes notes,
        int ngram = 0,
        BenchmarkParts parts = BenchmarkParts.Default,
        int minHits = 1,
        double minItemShare = 0,
        double minTextShare = 0,
        int maxItems = 0,
        string? schema = null,
        string? query = null,
        string? label = null)
        => DatatroveDecontamination<SpacyEnglishWords>.NotInBenchmark(text, benchmarks, memory, notes, ngram, parts, minHits, minItemShare, minTextShare, maxItems, schema, query, label);
}

/// <summary>
/// Decontamination by datatrove's rule (<c>n_grams.py</c>, version 0.10): query, label and document are simplified (<c>simplify_text</c>: lower case, numbers as 0, no punctuation, no accents) and cut into words; a document with
/// one n-gram of a label, or across the border of query and label, is dropped.
/// </summary>
/// <typeparam name="TSegmenter">What cuts the simplified text into words.</typeparam>
/// <remarks>
/// Labels and queries with fewer than n words have no n-grams of their own, as there. Defects of the original that are not followed: it reads the metadata of documents that have none, compares hashes only, and knows one task
/// for each hash. Where n-grams stand in the document is not known, since the words are those of the simplified text.
/// </remarks>
[Filter]
public sealed class DatatroveDecontamination<TSegmenter>
    where TSegmenter : class, ISegmenter, new()
{
    private DatatroveDecontamination()
    {
    }

    /// <summary>As <see cref="Decontamination.NotInBenchmark"/>, without a place.</summary>
    [Rule]
    public static Check NotInBenchmark(
        [Text] ReadOnlySpan<byte> text,
        BenchmarkFiles benchmarks,
        SimplifiedContaminationMemory<TSegmenter> memory,
        StepNotes notes,
        int ngram = 0,
        BenchmarkParts parts = BenchmarkParts.Default,
        int minHits = 1,
        double minItemShare = 0,
        double minTextShare = 0,
        int maxItems = 0,
        string? schema = null,
        string? query = null,
        string? label = null)
    {
        bool found = memory.Find(text, benchmarks, Settings(ngram, parts, maxItems, schema, query, label), new ContaminationBounds(minHits, minItemShare, minTextShare));
        ContaminationNotes.Write(notes, memory.Search, memory.Words);
        return Decontamination.Outcome(memory.Search, found, minHits, minItemShare, minTextShare);
    }

    /// <summary>The settings of an index of these words; datatrove's own n-grams have 12.</summary>
    internal static ContaminationSettings Settings(int ngram, BenchmarkParts parts, int maxItems, string? schema, string? query, string? label) => new(
        ContaminationWordKind<SimplifiedWords<TSegmenter>>.Instance,
        ngram == 0 ? 12 : ngram,
        parts == BenchmarkParts.Default ? BenchmarkParts.Label | BenchmarkParts.Border : parts,
        MinItemWords: 0,
        maxItems,
        schema,
        query,
        label);
}
