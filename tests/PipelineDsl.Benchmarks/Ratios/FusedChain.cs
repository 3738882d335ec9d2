using System.Runtime.CompilerServices;

namespace PipelineDsl.Benchmarks;

/// <summary>What the generator emits for Gopher's quality and repetition rules, C4's lines as FineWeb has them, and FineWeb's rules, one after the other: tier by tier, with early exit.</summary>
internal sealed class FusedChain
{
    private readonly TextScanner _scanner = new();
    private readonly LineList _lineList = new();
    private readonly DuplicateLines _duplicateLines = new();
    private readonly DuplicateParagraphs _duplicateParagraphs = new();
    private readonly WordList _wordList = new();
    private readonly NGrams<WordList> _ngrams = new();
    private readonly C4Counts<FallbackSentences> _c4 = new();
    private readonly TextBuffer _kept = new();

    /// <summary>The number of the filter that drops the text, in the chain's order, or 0.</summary>
    public int Judge(PaddedText text)
    {
        _scanner.Begin(text);
        Characters characters = default;
        _scanner.VisitChunks<FirstClasses, Characters>(ref characters);
        if (!(GopherQuality.EnoughWords(characters.WordStats, 50)
            && GopherQuality.NotTooManyWords(characters.WordStats, 100_000)
            && GopherQuality.WordsLongEnough(characters.WordStats, 3)
            && GopherQuality.WordsShortEnough(characters.WordStats, 10)
            && GopherQuality.FewHashes(characters.SymbolStats, characters.WordStats, 0.1)
            && GopherQuality.FewEllipses(characters.SymbolStats, characters.WordStats, 0.1)
            && GopherQuality.WordsHaveLetters(characters.WordStats, 0.8)
            && GopherQuality.EnoughStopWords(characters.StopWords, 2)))
        {
            return 1;
        }

        _lineList.Begin();
        _duplicateLines.Begin();
        _duplicateParagraphs.Begin();
        Lines lines = new() { LineList = _lineList };
        _scanner.VisitChunks<FirstClasses, Lines>(ref lines);
        _scanner.VisitLines<FirstClasses, Lines>(ref lines);
        _lineList.Finish();
        _duplicateLines.Finish(_lineList);
        _duplicateParagraphs.Finish(_lineList);
        if (!(GopherQuality.FewBullets(lines.LineStats, 0.9) && GopherQuality.FewEllipsisLines(lines.LineStats, 0.3)))
        {
            return 1;
        }

        if (!(GopherRepetition<WordList>.FewDuplicateParagraphs(_duplicateParagraphs, 0.3)
            && GopherRepetition<WordList>.FewDuplicateParagraphCharacters(_duplicateParagraphs, characters.CharStats, 0.2)
            && GopherRepetition<WordList>.FewDuplicateLines(_duplicateLines, 0.3)
            && GopherRepetition<WordList>.FewDuplicateLineCharacters(_duplicateLines, characters.CharStats, 0.2)))
        {
            return 2;
        }

        _wordList.Begin();
        NGramPass.Words words = new() { List = _wordList };
        _scanner.VisitChunks<FirstClasses, NGramPass.Words>(ref words);
        _ngrams.Begin();
        _ngrams.Finish(_wordList);
        if (!(GopherRepetition<WordList>.RareTop2Gram(_ngrams, characters.CharStats, 0.2)
            && GopherRepetition<WordList>.RareTop3Gram(_ngrams, characters.CharStats, 0.18)
            && GopherRepetition<WordList>.RareTop4Gram(_ngrams, characters.CharStats, 0.16)
            && GopherRepetition<WordList>.FewDuplicate5Grams(_ngrams, characters.CharStats, 0.15)
            && GopherRepetition<WordList>.FewDuplicate6Grams(_ngrams, characters.CharStats, 0.14)
            && GopherRepetition<WordList>.FewDuplicate7Grams(_ngrams, characters.CharStats, 0.13)
            && GopherRepetition<WordList>.FewDuplicate8Grams(_ngrams, characters.CharStats, 0.12)
            && GopherRepetition<WordList>.FewDuplicate9Grams(_ngrams, characters.CharStats, 0.11)
            && GopherRepetition<WordList>.FewDuplicate10Grams(_ngrams, characters.CharStats, 0.1)))
        {
            return 2;
        }

        _kept.Clear();
        bool changed = C4Lines<FallbackSentences>.Apply(text.Bytes, _kept, _c4, terminalPunctuation: false);
        if (!(C4Lines<FallbackSentences>.NoLoremIpsum(_c4) && C4Lines<FallbackSentences>.NoCurlyBracket(_c4) && C4Lines<FallbackSentences>.EnoughSentences(_c4, 5)))
        {
            return 3;
        }

        return PassesFineWeb(changed ? _kept.Text : text) ? 0 : 4;
    }

    private bool PassesFineWeb(PaddedText text)
    {
        _scanner.Begin(text);
        Words words = default;
        _scanner.VisitChunks<SecondClasses, Words>(ref words);
        _lineList.Begin();
        _duplicateLines.Begin();
        Lines lines = new() { LineList = _lineList };
        _scanner.VisitChunks<SecondClasses, Lines>(ref lines);
        _lineList.Finish();
        _duplicateLines.Finish(_lineList);
        FineWebLines fineWeb = default;
        fineWeb.Finish(_lineList);
        return FineWebQuality.NotEmpty(fineWeb)
            && FineWebQuality.LinesPunctuated(fineWeb, _lineList)
            && FineWebQuality.FewShortLines(fineWeb, _lineList)
            && FineWebQuality.FewDuplicateCharacters(fineWeb, _lineList, _duplicateLines)
            && FineWebQuality.NotAList(fineWeb, words.WordStats);
    }

    private readonly struct FirstClasses : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space | TextClasses.LineEnd | TextClasses.Newline | TextClasses.Letter | TextClasses.Upper | TextClasses.Digit
            | TextClasses.Punctuation | TextClasses.Continuation | TextClasses.Period | TextClasses.NumberSign | TextClasses.Ellipsis;
    }

    private readonly struct SecondClasses : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space | TextClasses.Newline | TextClasses.Letter | TextClasses.Punctuation | TextClasses.Continuation;
    }

    private struct Characters : IChunkVisitor
    {
        public CharStats CharStats;
        public WordStats WordStats;
        public StopWords StopWords;
        public SymbolStats SymbolStats;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void OnChunk(in TextChunk chunk)
        {
            CharStats.OnChunk(in chunk);
            WordStats.OnChunk(in chunk);
            StopWords.OnChunk(in chunk);
            SymbolStats.OnChunk(in chunk);
        }
    }

    private struct Words : IChunkVisitor
    {
        public WordStats WordStats;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void OnChunk(in TextChunk chunk) => WordStats.OnChunk(in chunk);
    }

    private struct Lines : IChunkVisitor, ILineVisitor
    {
        public LineStats LineStats;
        public LineList LineList;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void OnChunk(in TextChunk chunk) => LineList.OnChunk(in chunk);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void OnLine(in Line line) => LineStats.OnLine(in line);
    }
}
