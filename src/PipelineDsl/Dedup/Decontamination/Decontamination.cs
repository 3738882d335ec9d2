namespace PipelineDsl;

/// <summary>The rule against documents that hold items of benchmarks: those that share n-grams of words with them (Brown et al. 2020, 13-grams; Chowdhery et al. 2022, 8-grams).</summary>
/// <remarks>
/// Words are those of <see cref="ShingleWords"/>: letters, numbers and <c>_</c> in lower case, Chinese and Japanese characters one by one; punctuation and white space make no difference. What is found is
/// compared word by word: a hit is never a collision of hashes.
/// </remarks>
[Filter]
public sealed class Decontamination
{
    /// <summary>The words of an n-gram where none are given.</summary>
    internal const int DefaultNGram = 13;

    private Decontamination()
    {
    }

    /// <summary>
    /// The n-grams of the item that the document has most of &lt; <paramref name="minHits"/>; or, where a share is asked for, the greatest share of an item's n-grams, or of the document's words, &lt; that share. The first
    /// n-gram of the leading item decides.
    /// </summary>
    [Rule]
    public static Check NotInBenchmark(
        ShingleWords words,
        BenchmarkFiles benchmarks,
        ContaminationMemory memory,
        StepNotes notes,
        int ngram = 0,
        BenchmarkParts parts = BenchmarkParts.Default,
        int minHits = 1,
        double minItemShare = 0,
        double minTextShare = 0,
        int minItemWords = 8,
        int maxItems = 0,
        string? schema = null,
        string? query = null,
        string? label = null)
    {
        bool found = memory.Find(words, benchmarks, Settings(ngram, parts, minItemWords, maxItems, schema, query, label), new ContaminationBounds(minHits, minItemShare, minTextShare));
        ContaminationNotes.Write(notes, memory.Search, memory.Words);
        Check check = Outcome(memory.Search, found, minHits, minItemShare, minTextShare);
        if (!found)
        {
            return check;
        }

        ContaminationHit hit = memory.Search.Hits[memory.Search.Items[0].FirstHit];
        int start = memory.Words.Starts[hit.Word];
        return check.At(start, memory.Words.Ends[hit.End - 1] - start);
    }

    /// <summary>The settings of an index of these words.</summary>
    internal static ContaminationSettings Settings(int ngram, BenchmarkParts parts, int minItemWords, int maxItems, string? schema, string? query, string? label)
        => new(ContaminationWordKind<RunWords>.Instance, ngram == 0 ? DefaultNGram : ngram, parts == BenchmarkParts.Default ? BenchmarkParts.All : parts, minItemWords, maxItems, schema, query, label);

    /// <summary>What was measured, held against the bound that was asked for: that on the text's share, else that on the item's, else that on n-grams.</summary>
    internal static Check Outcome(ContaminationSearch search, bool found, int minHits, double minItemShare, double minTextShare)
        => minTextShare > 0 ? new Check(!found, search.TextShare, minTextShare)
            : minItemShare > 0 ? new Check(!found, search.GreatestItemShare, minItemShare)
            : new Check(!found, search.MostHits, minHits);
}
