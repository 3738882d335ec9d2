using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// The measures of a text (see <see cref="FusedMeasures"/>) in one fused pass, as generated code does it, and the verdict of Gopher's quality filter, against sixteen passes, one for each filter that would
/// ask for them: over strings with Split, LINQ and Regex (target: 45 times), scalar over UTF-8 (15 times), and over UTF-8 with our own vector kernels (1.8 times).
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
        FusedPass fused = new();
        VectorPasses vector = new();
        ScalarPasses scalar = new();
        FusedMeasures document = new();
        FusedMeasures sums = new();
        run.Add("ours", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                fused.Measure(documents[i], document);
                sums.Add(document);
            }
        });

        // The naive variant is two orders of magnitude slower: a part of the corpus is enough for its rate.
        int part = documents.Count / 8;
        long partBytes = Enumerable.Range(0, part).Sum(i => (long)documents[i].Length);
        run.Add("naive strings", partBytes, part, () =>
        {
            for (int i = 0; i < part; i++)
            {
                NaivePasses.Measure(documents.Strings[i], document);
                document.Kept = document.PassesGopher() ? 1 : 0;
                sums.Add(document);
            }
        });
        run.Add("separate scalar passes", partBytes, part, () =>
        {
            for (int i = 0; i < part; i++)
            {
                scalar.Measure(documents[i], document);
                document.Kept = document.PassesGopher() ? 1 : 0;
                sums.Add(document);
            }
        });
        run.Add("separate vector passes", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                vector.Measure(documents[i], document);
                document.Kept = document.PassesGopher() ? 1 : 0;
                sums.Add(document);
            }
        });
        Verify(documents, fused, scalar, vector);
        run.Print();
    }

    private static void Verify(TokenCorpus documents, FusedPass fused, ScalarPasses scalar, VectorPasses vector)
    {
        FusedMeasures ours = new();
        FusedMeasures theirs = new();
        for (int i = 0; i < documents.Count; i++)
        {
            fused.Measure(documents[i], ours);
            NaivePasses.Measure(documents.Strings[i], theirs);
            Compare("naive strings");
            scalar.Measure(documents[i], theirs);
            Compare("separate scalar passes");
            vector.Measure(documents[i], theirs);
            Compare("separate vector passes");
        }

        void Compare(string label)
        {
            theirs.Kept = theirs.PassesGopher() ? 1 : 0;
            ours.MustEqual(theirs, label);
        }
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
