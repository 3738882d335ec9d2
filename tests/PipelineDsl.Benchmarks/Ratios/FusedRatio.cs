using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// Nineteen measures of a text (see <see cref="FusedMeasures"/>) in one fused pass, as generated code does it, against fifteen passes, one for each filter
/// that would ask for them: over strings with Split, LINQ and Regex (target: 45 times), scalar over UTF-8 (15 times), and over UTF-8 with our own vector kernels (1.8 times).
/// </summary>
internal class FusedRatio : IRatio
{
    /// <inheritdoc/>
    public virtual string Name => "fused";

    /// <summary>The shared text.</summary>
    protected virtual string Shared => "en20.txt.gz";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.Open(corpus, Shared);
        TextScanner scanner = new();
        FusedMeasures fused = new();
        run.Add("ours", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                FusedPass.Measure(scanner, documents[i], fused);
            }
        });

        // The naive variant is two orders of magnitude slower: a part of the corpus is enough for its rate.
        int part = documents.Count / 8;
        long partBytes = Enumerable.Range(0, part).Sum(i => (long)documents[i].Length);
        run.Add("naive strings", partBytes, part, () =>
        {
            FusedMeasures measures = new();
            for (int i = 0; i < part; i++)
            {
                NaivePasses.Measure(documents.Strings[i], measures);
            }
        });
        run.Add("separate scalar passes", partBytes, part, () =>
        {
            FusedMeasures measures = new();
            for (int i = 0; i < part; i++)
            {
                ScalarPasses.Measure(documents[i], measures);
            }
        });
        run.Add("separate vector passes", documents.Bytes, documents.Count, () =>
        {
            FusedMeasures measures = new();
            for (int i = 0; i < documents.Count; i++)
            {
                VectorPasses.Measure(scanner, documents[i], measures);
            }
        });
        Verify(documents);
        run.Print();
    }

    private static void Verify(TokenCorpus documents)
    {
        TextScanner scanner = new();
        FusedMeasures fused = new();
        FusedMeasures naive = new();
        FusedMeasures scalar = new();
        FusedMeasures vector = new();
        for (int i = 0; i < documents.Count; i++)
        {
            FusedPass.Measure(scanner, documents[i], fused);
            NaivePasses.Measure(documents.Strings[i], naive);
            ScalarPasses.Measure(documents[i], scalar);
            VectorPasses.Measure(scanner, documents[i], vector);
        }

        fused.MustEqual(naive, "naive strings");
        fused.MustEqual(scalar, "separate scalar passes");
        fused.MustEqual(vector, "separate vector passes");
    }
}

/// <summary>The same on Chinese and multilingual text. Targets: 22 and 10 times.</summary>
internal sealed class ChineseFusedRatio : FusedRatio
{
    /// <inheritdoc/>
    public override string Name => "fused-zh";

    /// <inheritdoc/>
    protected override string Shared => "zh10.txt.gz";
}
