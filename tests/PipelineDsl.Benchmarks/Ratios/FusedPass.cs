using System.Runtime.CompilerServices;

namespace PipelineDsl.Benchmarks;

/// <summary>What the generator emits for a segment with these features, each measured of every document.</summary>
internal sealed class FusedPass
{
    private readonly TextScanner _scanner = new();
    private readonly LineList _lineList = new();
    private readonly DuplicateLines _duplicates = new();

    public void Measure(PaddedText text, FusedMeasures measures)
    {
        _lineList.Begin();
        _duplicates.Begin();
        _scanner.Begin(text);
        Characters characters = default;
        _scanner.VisitChunks<Classes, Characters>(ref characters);
        Lines lines = new() { LineList = _lineList };
        _scanner.VisitChunks<Classes, Lines>(ref lines);
        _scanner.VisitLines<Classes, Lines>(ref lines);
        _lineList.Finish();
        _duplicates.Finish(_lineList);

        measures.Words = characters.WordStats.Count;
        measures.WordCharacters = characters.WordStats.Characters;
        measures.SymbolWords = characters.WordStats.SymbolWords;
        measures.SymbolCharacters = characters.WordStats.SymbolCharacters;
        measures.LetterWords = characters.WordStats.LetterWords;
        measures.StopWords = characters.StopWords.Count;
        measures.Hashes = characters.SymbolStats.Hashes;
        measures.Ellipses = characters.SymbolStats.Ellipses;
        measures.Characters = characters.CharStats.Characters;
        measures.Letters = characters.CharStats.Letters;
        measures.Upper = characters.CharStats.Upper;
        measures.Digits = characters.CharStats.Digits;
        measures.Spaces = characters.CharStats.Spaces;
        measures.Lines = lines.LineStats.Count;
        measures.BlankLines = lines.LineStats.Blank;
        measures.LineBytes = lines.LineStats.Bytes;
        measures.LongestLines = lines.LineStats.LongestBytes;
        measures.Bullets = lines.LineStats.Bullets;
        measures.EllipsisEnds = lines.LineStats.EllipsisEnds;
        measures.TerminalEnds = lines.LineStats.TerminalEnds;
        measures.DuplicateLines = _duplicates.Duplicates;
        measures.DuplicateLineBytes = _duplicates.DuplicateBytes;
        measures.Kept = Keep(in characters, in lines) ? 1 : 0;
    }

    private static bool Keep(in Characters characters, in Lines lines)
        => GopherQuality.EnoughWords(characters.WordStats, 50)
            && GopherQuality.NotTooManyWords(characters.WordStats, 100_000)
            && GopherQuality.WordsLongEnough(characters.WordStats, 3)
            && GopherQuality.WordsShortEnough(characters.WordStats, 10)
            && GopherQuality.FewHashes(characters.SymbolStats, characters.WordStats, 0.1)
            && GopherQuality.FewEllipses(characters.SymbolStats, characters.WordStats, 0.1)
            && GopherQuality.FewBullets(lines.LineStats, 0.9)
            && GopherQuality.FewEllipsisLines(lines.LineStats, 0.3)
            && GopherQuality.WordsHaveLetters(characters.WordStats, 0.8)
            && GopherQuality.EnoughStopWords(characters.StopWords, 2);

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space | TextClasses.LineEnd | TextClasses.Newline | TextClasses.Letter | TextClasses.Upper | TextClasses.Digit
            | TextClasses.Punctuation | TextClasses.Continuation | TextClasses.Period | TextClasses.NumberSign | TextClasses.Ellipsis;
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
