using System;
using System.Numerics;

namespace PipelineDsl.Benchmarks;

/// <summary>One pass per filter over UTF-8 with the same vector kernels: each classifies what it needs, and only that.</summary>
internal sealed class VectorPasses
{
    private readonly TextScanner _scanner = new();
    private readonly LineList _lineList = new();
    private readonly DuplicateLines _duplicates = new();

    public void Measure(PaddedText text, FusedMeasures measures)
    {
        TextScanner scanner = _scanner;
        measures.Words = Chunks<Space, WordCount>(scanner, text).Count;
        WordStats symbolWords = Chunks<OfWordStats, WordStats>(scanner, text);
        measures.WordCharacters = symbolWords.Characters;
        measures.SymbolWords = symbolWords.SymbolWords;
        measures.SymbolCharacters = symbolWords.SymbolCharacters;
        measures.LetterWords = Chunks<OfLetterWords, LetterWords>(scanner, text).Count;
        measures.StopWords = Chunks<Space, StopWords>(scanner, text).Count;
        measures.Hashes = Chunks<Hash, BitCount<Hash>>(scanner, text).Count;
        measures.Ellipses = Chunks<OfEllipses, SymbolStats>(scanner, text).Ellipses;
        LineLengths lengths = Lines<LineLengths>(scanner, text);
        measures.Lines = lengths.Lines;
        measures.BlankLines = lengths.Blank;
        measures.LineBytes = lengths.Bytes;
        measures.LongestLines = lengths.Longest;
        measures.Bullets = Lines<BulletLines>(scanner, text).Count;
        measures.EllipsisEnds = Lines<EllipsisLines>(scanner, text).Count;
        measures.TerminalEnds = Lines<TerminalLines>(scanner, text).Count;
        MeasureDuplicates(text, measures);
        measures.Characters = text.Length - Chunks<Continuation, BitCount<Continuation>>(scanner, text).Count;
        measures.Letters = Chunks<Letter, BitCount<Letter>>(scanner, text).Count;
        measures.Upper = Chunks<Upper, BitCount<Upper>>(scanner, text).Count;
        measures.Digits = Chunks<Digit, BitCount<Digit>>(scanner, text).Count;
        measures.Spaces = Chunks<OfSpaces, SpaceCount>(scanner, text).Count;
    }

    private void MeasureDuplicates(PaddedText text, FusedMeasures measures)
    {
        _lineList.Begin();
        _duplicates.Begin();
        NewlineVisitor visitor = new() { Lines = _lineList };
        _scanner.Begin(text);
        _scanner.VisitChunks<Newline, NewlineVisitor>(ref visitor);
        _lineList.Finish();
        _duplicates.Finish(_lineList);
        measures.DuplicateLines = _duplicates.Duplicates;
        measures.DuplicateLineBytes = _duplicates.DuplicateBytes;
    }

    private static TVisitor Chunks<TClasses, TVisitor>(TextScanner scanner, PaddedText text)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IChunkVisitor
    {
        TVisitor visitor = default;
        scanner.Begin(text);
        scanner.VisitChunks<TClasses, TVisitor>(ref visitor);
        return visitor;
    }

    private static TVisitor Lines<TVisitor>(TextScanner scanner, PaddedText text)
        where TVisitor : struct, ILineVisitor
    {
        TVisitor visitor = default;
        scanner.Begin(text);
        scanner.VisitLines<LineEnd, TVisitor>(ref visitor);
        return visitor;
    }

    private readonly struct Space : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Space;
    }

    private readonly struct Hash : IClassSelection
    {
        public static TextClasses Classes => TextClasses.NumberSign;
    }

    private readonly struct Letter : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Letter;
    }

    private readonly struct Upper : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Upper;
    }

    private readonly struct Digit : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Digit;
    }

    private readonly struct Continuation : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Continuation;
    }

    private readonly struct Newline : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Newline;
    }

    private readonly struct LineEnd : IClassSelection
    {
        public static TextClasses Classes => TextClasses.LineEnd;
    }

    private readonly struct OfSpaces : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Space | TextClasses.Continuation;
    }

    private readonly struct OfLetterWords : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Space | TextClasses.Letter;
    }

    private readonly struct OfWordStats : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Space | TextClasses.Letter | TextClasses.Punctuation | TextClasses.Continuation;
    }

    private readonly struct OfEllipses : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Period | TextClasses.Ellipsis;
    }

    private struct BitCount<TClass> : IChunkVisitor
        where TClass : struct, IClassSelection
    {
        public int Count;

        public void OnChunk(in TextChunk chunk)
        {
            foreach (ulong bits in chunk.Mask(TClass.Classes))
            {
                Count += BitOperations.PopCount(bits);
            }
        }
    }

    private struct SpaceCount : IChunkVisitor
    {
        public int Count;

        public void OnChunk(in TextChunk chunk)
        {
            ReadOnlySpan<ulong> spaces = chunk.Mask(TextClasses.Space);
            ReadOnlySpan<ulong> continuations = chunk.Mask(TextClasses.Continuation);
            for (int b = 0; b < spaces.Length; b++)
            {
                Count += BitOperations.PopCount(spaces[b] & ~continuations[b]);
            }

            Count -= chunk.Padding;
        }
    }

    private struct WordCount : IChunkVisitor
    {
        public int Count;
        private ulong _inside;

        public void OnChunk(in TextChunk chunk)
        {
            foreach (ulong spaces in chunk.Mask(TextClasses.Space))
            {
                Count += BitOperations.PopCount(~spaces & ~((~spaces << 1) | _inside));
                _inside = ~spaces >> 63;
            }
        }
    }

    private struct LetterWords : IChunkVisitor
    {
        public int Count;
        private ulong _carry;

        public void OnChunk(in TextChunk chunk)
        {
            ReadOnlySpan<ulong> spaces = chunk.Mask(TextClasses.Space);
            ReadOnlySpan<ulong> letters = chunk.Mask(TextClasses.Letter);
            for (int b = 0; b < spaces.Length; b++)
            {
                ulong word = ~spaces[b];
                ulong sum = word + letters[b];
                ulong result = sum + _carry;
                _carry = sum < word || result < sum ? 1UL : 0;
                Count += BitOperations.PopCount(result & ~word);
            }
        }
    }

    private struct NewlineVisitor : IChunkVisitor
    {
        public LineList Lines;

        public readonly void OnChunk(in TextChunk chunk) => Lines.OnChunk(in chunk);
    }

    private struct LineLengths : ILineVisitor
    {
        public int Lines;
        public int Blank;
        public int Bytes;
        public int Longest;

        public void OnLine(in Line line)
        {
            int length = TextSpace.Trim(line.Bytes).Length;
            Lines++;
            Blank += length == 0 ? 1 : 0;
            Bytes += length;
            Longest = Math.Max(Longest, length);
        }
    }

    private struct BulletLines : ILineVisitor
    {
        public int Count;

        public void OnLine(in Line line) => Count += TextSpace.TrimStart(line.Bytes) is [(byte)'-', ..] or [0xE2, 0x80, 0xA2, ..] ? 1 : 0;
    }

    private struct EllipsisLines : ILineVisitor
    {
        public int Count;

        public void OnLine(in Line line)
            => Count += TextSpace.TrimEnd(line.Bytes) is [.., (byte)'.', (byte)'.', (byte)'.'] or [.., 0xE2, 0x80, 0xA6] ? 1 : 0;
    }

    private struct TerminalLines : ILineVisitor
    {
        public int Count;

        public void OnLine(in Line line)
            => Count += TextSpace.TrimEnd(line.Bytes) is [.., (byte)'.' or (byte)'!' or (byte)'?' or (byte)'"'] ? 1 : 0;
    }
}
