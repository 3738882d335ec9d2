using System.Runtime.CompilerServices;

namespace PipelineDsl.Benchmarks;

/// <summary>All features of <see cref="FusedPass"/> on Chinese and multilingual text against the same on English (target: at least half the rate).</summary>
internal sealed class ChineseRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "chinese";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        FusedPass fused = new();
        Add("ours", TokenCorpus.Open(corpus, "zh10.txt.gz"));
        Add("English", TokenCorpus.Open(null, "en20.txt.gz"));
        run.Print();

        void Add(string label, TokenCorpus documents)
        {
            FusedMeasures measures = new();
            run.Add(label, documents.Bytes, documents.Count, () =>
            {
                for (int i = 0; i < documents.Count; i++)
                {
                    fused.Measure(documents[i], measures);
                }
            });
        }
    }
}

/// <summary>Counts of characters alone against all features of <see cref="FusedPass"/> (target: 3 times): who asks for less pays less.</summary>
internal sealed class PayPerUseRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "pay-per-use";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.Open(corpus, "en20.txt.gz");
        TextScanner scanner = new();
        long letters = 0;
        run.Add("ours", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                Counts counts = default;
                scanner.Begin(documents[i]);
                scanner.VisitChunks<Classes, Counts>(ref counts);
                letters += counts.CharStats.Letters;
            }
        });
        FusedPass fused = new();
        FusedMeasures measures = new();
        run.Add("all features", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                fused.Measure(documents[i], measures);
            }
        });
        run.Print();
    }

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space | TextClasses.Letter | TextClasses.Upper | TextClasses.Digit | TextClasses.Continuation;
    }

    private struct Counts : IChunkVisitor
    {
        public CharStats CharStats;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void OnChunk(in TextChunk chunk) => CharStats.OnChunk(in chunk);
    }
}
