namespace PipelineDsl.Benchmarks;

/// <summary>UAX #29 words against words at white space, both as lists (target: 25 % on English).</summary>
internal class Uax29Ratio : IRatio
{
    /// <inheritdoc/>
    public virtual string Name => "uax29";

    /// <summary>The shared text.</summary>
    protected virtual string Shared => "en20.txt.gz";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.Open(corpus, Shared);
        Add("ours", new Uax29Words());
        Add("words at white space", new WhitespaceWords());
        Add("with AVX2", new Uax29Words(TextKernel.Vector256));
        Add("scalar", new Uax29Words(TextKernel.Scalar));
        Add("sentences", new Uax29Sentences());
        run.Print();

        void Add(string label, ISegmenter segmenter)
        {
            SegmentList segments = new();
            run.Add(label, documents.Bytes, documents.Count, () =>
            {
                for (int i = 0; i < documents.Count; i++)
                {
                    segments.Clear();
                    segmenter.Split(documents[i], segments);
                }
            });
        }
    }
}

/// <summary>The same on Chinese and multilingual text.</summary>
internal sealed class ChineseUax29Ratio : Uax29Ratio
{
    /// <inheritdoc/>
    public override string Name => "uax29-zh";

    /// <inheritdoc/>
    protected override string Shared => "zh10.txt.gz";
}
