using System.Runtime.CompilerServices;

namespace PipelineDsl.Benchmarks;

/// <summary>What the generator emits for a segment with all built-in features.</summary>
internal static class FusedPass
{
    public static void Measure(TextScanner scanner, PaddedText text, FusedMeasures measures)
    {
        scanner.Begin(text);
        Characters characters = default;
        scanner.VisitChunks<Classes, Characters>(ref characters);
        Lines lines = default;
        scanner.VisitLines<Classes, Lines>(ref lines);

        measures.Words += characters.WordStats.Count;
        measures.SymbolWords += characters.WordStats.SymbolWords;
        measures.SymbolCharacters += characters.WordStats.SymbolCharacters;
        measures.LetterWords += characters.WordStats.LetterWords;
        measures.StopWords += characters.StopWords.Count;
        measures.Hashes += characters.SymbolStats.Hashes;
        measures.Ellipses += characters.SymbolStats.Ellipses;
        measures.Characters += characters.CharStats.Characters;
        measures.Letters += characters.CharStats.Letters;
        measures.Upper += characters.CharStats.Upper;
        measures.Digits += characters.CharStats.Digits;
        measures.Spaces += characters.CharStats.Spaces;
        measures.Lines += lines.LineStats.Count;
        measures.BlankLines += lines.LineStats.Blank;
        measures.LineBytes += lines.LineStats.Bytes;
        measures.LongestLines += lines.LineStats.LongestBytes;
        measures.Bullets += lines.LineStats.Bullets;
        measures.EllipsisEnds += lines.LineStats.EllipsisEnds;
        measures.TerminalEnds += lines.LineStats.TerminalEnds;
    }

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space | TextClasses.LineEnd | TextClasses.Letter | TextClasses.Upper | TextClasses.Digit
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

    private struct Lines : ILineVisitor
    {
        public LineStats LineStats;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void OnLine(in Line line) => LineStats.OnLine(in line);
    }
}
