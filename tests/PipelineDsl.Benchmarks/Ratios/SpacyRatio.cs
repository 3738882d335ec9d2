namespace PipelineDsl.Benchmarks;

/// <summary>Words as spaCy's English tokenizer has them, against words at white space; with the sentences of both.</summary>
internal sealed class SpacyRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "spacy-words";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.Open(corpus, "en20.txt.gz");
        Add(run, documents, "ours", new SpacyEnglishWords());
        Add(run, documents, "white-space words", new WhitespaceWords());
        Add(run, documents, "spaCy sentences", new SpacyEnglishSentences());
        Add(run, documents, "fallback sentences", new FallbackSentences());
        run.Print();
    }

    private static void Add(RatioRun run, TokenCorpus documents, string label, ISegmenter segmenter)
    {
        SegmentList pieces = new();
        run.Add(label, documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                pieces.Clear();
                segmenter.Split(documents[i], pieces);
            }
        });
    }
}
