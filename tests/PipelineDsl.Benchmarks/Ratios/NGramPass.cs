namespace PipelineDsl.Benchmarks;

/// <summary>What the generator emits for the n-gram rules of Gopher's repetition filter.</summary>
internal sealed class NGramPass
{
    private readonly TextScanner _scanner = new();
    private readonly WordList _words = new();
    private readonly NGrams<WordList> _ngrams = new();

    /// <summary>The measures of the last text: characters of the most frequent 2- to 4-gram, of duplicate 5- to 10-grams.</summary>
    public long[] Values { get; } = new long[9];

    public void Measure(PaddedText text)
    {
        _words.Begin();
        _ngrams.Begin();
        Words words = new() { List = _words };
        _scanner.Begin(text);
        _scanner.VisitChunks<Classes, Words>(ref words);
        _ngrams.Finish(_words);
        for (int n = 2; n <= 4; n++)
        {
            Values[n - 2] = _ngrams.TopCharacters(n);
        }

        for (int n = 5; n <= 10; n++)
        {
            Values[n - 2] = _ngrams.DuplicateCharacters(n);
        }
    }

    internal readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space;
    }

    internal struct Words : IChunkVisitor
    {
        public WordList List;

        public readonly void OnChunk(in TextChunk chunk) => List.OnChunk(in chunk);
    }
}
