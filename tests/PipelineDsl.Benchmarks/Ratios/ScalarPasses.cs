using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// One scalar pass per filter over UTF-8, without allocation, written to be fast: a byte of ASCII is one look-up in a table of 256 flags, words and lines are followed without slices, and what does not
/// need characters does not decode any. The tables of other characters and the set of lines are ours.
/// </summary>
internal sealed unsafe class ScalarPasses
{
    private static readonly CharacterFlags[] s_ascii = AsciiFlags();

    /// <summary>Which bytes can begin a line end: 1 for ASCII, 2 for the leads of U+0085, U+2028 and U+2029.</summary>
    private static readonly byte[] s_lineEnds = LineEnds();

    private readonly TextSet _lines = new();

    public void Measure(PaddedText text, FusedMeasures measures)
    {
        (measures.Words, measures.WordCharacters) = WordCount(text);
        (measures.SymbolWords, measures.SymbolCharacters) = SymbolWords(text);
        measures.LetterWords = LetterWords(text);
        measures.StopWords = StopWords(text);
        measures.Hashes = Bytes(text, (byte)'#');
        measures.Ellipses = Ellipses(text);
        LineLengths(text, measures);
        measures.Bullets = Lines<BulletLines>(text);
        measures.EllipsisEnds = Lines<EllipsisLines>(text);
        measures.TerminalEnds = Lines<TerminalLines>(text);
        DuplicateLines(text, measures);
        measures.Characters = Characters(text);
        measures.Letters = Characters(text, CharacterFlags.Letter);
        measures.Upper = Characters(text, CharacterFlags.Upper);
        measures.Digits = Characters(text, CharacterFlags.Digit);
        measures.Spaces = Characters(text, CharacterFlags.Space);
    }

    private static CharacterFlags[] AsciiFlags()
    {
        CharacterFlags[] flags = new CharacterFlags[256];
        byte* text = stackalloc byte[8];
        for (int b = 0; b < 128; b++)
        {
            *text = (byte)b;
            flags[b] = CharacterTable.At(text, out _);
        }

        return flags;
    }

    private static byte[] LineEnds()
    {
        byte[] ends = new byte[256];
        for (int b = 0; b < 128; b++)
        {
            ends[b] = (s_ascii[b] & CharacterFlags.LineEnd) != 0 ? (byte)1 : (byte)0;
        }

        ends[0xC2] = 2;
        ends[0xE2] = 2;
        return ends;
    }

    /// <summary>The flags of a character, which the pointer goes behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CharacterFlags Next(ref byte* p, ref CharacterFlags ascii)
    {
        uint lead = *p;
        if (lead < 0x80)
        {
            p++;
            return Unsafe.Add(ref ascii, lead);
        }

        CharacterFlags flags = CharacterTable.AtMultibyte(p, lead, out int length);
        p += length;
        return flags;
    }

    internal static (int Words, int Characters) WordCount(PaddedText text)
    {
        ref CharacterFlags ascii = ref s_ascii[0];
        byte* end = text.Start + text.Length;
        uint before = 1;
        int words = 0;
        int characters = 0;
        for (byte* p = text.Start; p < end;)
        {
            uint space = (uint)(Next(ref p, ref ascii) & CharacterFlags.Space);
            words += (int)(before & ~space);
            characters += (int)(space ^ 1);
            before = space;
        }

        return (words, characters);
    }

    internal static (int Words, int Characters) SymbolWords(PaddedText text)
    {
        ref CharacterFlags ascii = ref s_ascii[0];
        byte* end = text.Start + text.Length + 1; // the padding ends the last word
        int words = 0;
        int characters = 0;
        int length = 0;
        CharacterFlags all = CharacterFlags.Punctuation;
        for (byte* p = text.Start; p < end;)
        {
            CharacterFlags flags = Next(ref p, ref ascii);
            if ((flags & CharacterFlags.Space) == 0)
            {
                all &= flags;
                length++;
                continue;
            }

            if (length > 0 && all != 0)
            {
                words++;
                characters += length;
            }

            all = CharacterFlags.Punctuation;
            length = 0;
        }

        return (words, characters);
    }

    internal static int LetterWords(PaddedText text)
    {
        ref CharacterFlags ascii = ref s_ascii[0];
        byte* end = text.Start + text.Length + 1;
        int words = 0;
        CharacterFlags any = CharacterFlags.None;
        for (byte* p = text.Start; p < end;)
        {
            CharacterFlags flags = Next(ref p, ref ascii);
            if ((flags & CharacterFlags.Space) == 0)
            {
                any |= flags;
                continue;
            }

            words += (any & CharacterFlags.Letter) != 0 ? 1 : 0;
            any = CharacterFlags.None;
        }

        return words;
    }

    internal static int StopWords(PaddedText text)
    {
        ref CharacterFlags ascii = ref s_ascii[0];
        byte* end = text.Start + text.Length + 1;
        uint seen = 0;
        byte* start = text.Start;
        for (byte* p = text.Start; p < end;)
        {
            byte* at = p;
            if ((Next(ref p, ref ascii) & CharacterFlags.Space) == 0)
            {
                continue;
            }

            uint letters = Unsafe.ReadUnaligned<uint>(start);
            switch (at - start)
            {
                case 2:
                    seen |= (letters & 0xFFFF) switch { 'b' | 'e' << 8 => 1u, 't' | 'o' << 8 => 2, 'o' | 'f' << 8 => 4, _ => 0 };
                    break;
                case 3:
                    seen |= (letters & 0xFFFFFF) switch { 't' | 'h' << 8 | 'e' << 16 => 8u, 'a' | 'n' << 8 | 'd' << 16 => 16, _ => 0 };
                    break;
                case 4:
                    seen |= letters switch
                    {
                        't' | 'h' << 8 | 'a' << 16 | 't' << 24 => 32u,
                        'h' | 'a' << 8 | 'v' << 16 | 'e' << 24 => 64,
                        'w' | 'i' << 8 | 't' << 16 | 'h' << 24 => 128,
                        _ => 0,
                    };
                    break;
            }

            start = p;
        }

        return BitOperations.PopCount(seen);
    }

    private static int Bytes(PaddedText text, byte value)
    {
        int count = 0;
        foreach (byte b in text.Bytes)
        {
            count += b == value ? 1 : 0;
        }

        return count;
    }

    internal static int Ellipses(PaddedText text)
    {
        int count = 0;
        byte* end = text.Start + text.Length;
        for (byte* p = text.Start; p < end; p++)
        {
            if (*p == '.' && p[1] == '.' && p[2] == '.')
            {
                count++;
                p += 2;
            }
            else if (*p == 0xE2 && p[1] == 0x80 && p[2] == 0xA6)
            {
                count++;
            }
        }

        return count;
    }

    private static void LineLengths(PaddedText text, FusedMeasures measures)
    {
        int lines = 0;
        int blank = 0;
        int bytes = 0;
        int longest = 0;
        byte* end = text.Start + text.Length;
        for (byte* start = text.Start; start < end;)
        {
            byte* lineEnd = FindLineEnd(start, end, out int length);
            int trimmed = TextSpace.Trim(new(start, (int)(lineEnd - start))).Length;
            lines++;
            blank += trimmed == 0 ? 1 : 0;
            bytes += trimmed;
            longest = Math.Max(longest, trimmed);
            start = lineEnd + length;
        }

        (measures.Lines, measures.BlankLines, measures.LineBytes, measures.LongestLines) = (lines, blank, bytes, longest);
    }

    internal static int Lines<TLine>(PaddedText text)
        where TLine : struct, ILineTest
    {
        int count = 0;
        byte* end = text.Start + text.Length;
        for (byte* start = text.Start; start < end;)
        {
            byte* lineEnd = FindLineEnd(start, end, out int length);
            count += TLine.Holds(new(start, (int)(lineEnd - start))) ? 1 : 0;
            start = lineEnd + length;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* FindLineEnd(byte* p, byte* end, out int length)
    {
        ref byte ends = ref s_lineEnds[0];
        for (; p < end; p++)
        {
            byte kind = Unsafe.Add(ref ends, *p);
            if (kind == 1)
            {
                length = *p == '\r' && p[1] == '\n' ? 2 : 1;
                return p;
            }

            if (kind == 2 && (CharacterTable.AtMultibyte(p, *p, out length) & CharacterFlags.LineEnd) != 0)
            {
                return p;
            }
        }

        length = 0;
        return end;
    }

    private void DuplicateLines(PaddedText text, FusedMeasures measures)
    {
        int duplicates = 0;
        int bytes = 0;
        byte* end = text.Start + text.Length;
        _lines.Begin((text.Length / 2) + 2);
        for (byte* start = text.Start; ;)
        {
            byte* newline = start;
            while (newline < end && *newline != '\n')
            {
                newline++;
            }

            if (!_lines.Add(start, (int)(newline - start)))
            {
                duplicates++;
                bytes += (int)(newline - start);
            }

            if (newline == end)
            {
                break;
            }

            start = newline;
            while (start < end && *start == '\n')
            {
                start++;
            }
        }

        (measures.DuplicateLines, measures.DuplicateLineBytes) = (duplicates, bytes);
    }

    internal static int Characters(PaddedText text)
    {
        int count = 0;
        foreach (byte b in text.Bytes)
        {
            count += (sbyte)b > -65 ? 1 : 0;
        }

        return count;
    }

    private static int Characters(PaddedText text, CharacterFlags flags)
    {
        ref CharacterFlags ascii = ref s_ascii[0];
        int shift = BitOperations.TrailingZeroCount((uint)flags);
        int count = 0;
        byte* end = text.Start + text.Length;
        for (byte* p = text.Start; p < end;)
        {
            count += ((int)Next(ref p, ref ascii) >> shift) & 1;
        }

        return count;
    }

    internal interface ILineTest
    {
        static abstract bool Holds(ReadOnlySpan<byte> line);
    }

    internal readonly struct AnyLine : ILineTest
    {
        public static bool Holds(ReadOnlySpan<byte> line) => true;
    }

    internal readonly struct BulletLines : ILineTest
    {
        public static bool Holds(ReadOnlySpan<byte> line) => TextSpace.TrimStart(line) is [(byte)'-', ..] or [0xE2, 0x80, 0xA2, ..];
    }

    internal readonly struct EllipsisLines : ILineTest
    {
        public static bool Holds(ReadOnlySpan<byte> line) => TextSpace.TrimEnd(line) is [.., (byte)'.', (byte)'.', (byte)'.'] or [.., 0xE2, 0x80, 0xA6];
    }

    private readonly struct TerminalLines : ILineTest
    {
        public static bool Holds(ReadOnlySpan<byte> line) => TextSpace.TrimEnd(line) is [.., (byte)'.' or (byte)'!' or (byte)'?' or (byte)'"'];
    }
}
