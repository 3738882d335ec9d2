using System;

namespace PipelineDsl;

/// <summary>
/// A text as datatrove compares it (<c>simplify_text</c> since version 0.4, with its defaults): lower case, numbers as 0, punctuation and white space as single spaces, no accents. What
/// near-duplicate search, sentence deduplication and decontamination hash. One per worker; its memory is reused.
/// </summary>
/// <remarks>
/// In this order: Python's <c>lower</c>; each <c>\d+([.,،٫⎖⎗⎘]\d+)?</c> becomes <c>0</c>; each of datatrove's PUNCTUATION becomes a space; runs of white space become one space, none at the ends;
/// NFD without the marks of category Mn, which stays decomposed (Hangul as jamo); white space at the ends goes again.
/// </remarks>
[Scratch]
internal sealed unsafe class SimplifiedText
{
    private const int Copied = 0;
    private const int Digit = 1;
    private const int Gap = 2;
    private const int Foreign = 3;

    /// <summary>What to do with a byte: letters are copied, digits begin a number, spaces and punctuation leave a gap.</summary>
    private static readonly byte[] s_kinds = Kinds();

    private readonly TextBuffer _lower = new();
    private readonly TextBuffer _plain = new();
    private readonly TextBuffer _decomposed = new();
    private readonly UnicodeNormalizer _normalizer = new();

    /// <summary>Appends the simplified text.</summary>
    /// <param name="text">The text, UTF-8. It must not lie in <paramref name="output"/>.</param>
    /// <param name="output">Receives the simplified text behind what it has.</param>
    public void Append(ReadOnlySpan<byte> text, TextBuffer output)
    {
        _lower.Clear();
        PythonLower.Append(text, _lower);
        PaddedText lower = _lower.Text; // spaces behind it, so that characters may be looked up
        int start = output.Length;
        if (!Join(lower.Start, lower.Start + lower.Length, output))
        {
            return;
        }

        _plain.Clear();
        _plain.Append(output.Bytes[start..]);
        output.Truncate(start);
        _decomposed.Clear();
        _normalizer.Append(_plain.Bytes, UnicodeForm.Nfd, _decomposed);
        _plain.Clear();
        AppendWithoutMarks(_decomposed.Bytes, _plain);
        output.Append(TextSpace.Trim(_plain.Bytes));
    }

    /// <summary>Numbers, punctuation and white space; returns whether there is anything but ASCII.</summary>
    private static bool Join(byte* p, byte* end, TextBuffer output)
    {
        _ = output.Reserve((int)(end - p));
        byte* first = output.Start + output.Length;
        byte* o = first;
        bool foreign = false;
        bool gap = false; // a space is due before what comes next
        fixed (byte* kinds = s_kinds)
        {
            while (p < end)
            {
                byte c = *p;
                int kind = kinds[c];
                int length = 1;
                if (kind == Foreign)
                {
                    kind = KindOf(p, end, out length);
                    foreign |= kind == Copied;
                }

                if (kind == Gap)
                {
                    gap = true;
                    p += length;
                    continue;
                }

                if (gap)
                {
                    gap = false;
                    *o = (byte)' ';
                    o += o > first ? 1 : 0;
                }

                if (kind == Digit)
                {
                    *o++ = (byte)'0';
                    p = SkipNumber(p, end);
                    continue;
                }

                for (int i = 0; i < length; i++)
                {
                    *o++ = p[i];
                }

                p += length;
            }
        }

        output.Advance((int)(o - first));
        return foreign;
    }

    /// <summary>The end of the number that begins at <paramref name="p"/>.</summary>
    private static byte* SkipNumber(byte* p, byte* end)
    {
        p = SkipDigits(p, end);
        int separator = Utf8Character.Read(p, end, out int length);
        if (separator is '.' or ',' or 0x60C or 0x66B or 0x2396 or 0x2397 or 0x2398)
        {
            byte* fraction = SkipDigits(p + length, end);
            p = fraction > p + length ? fraction : p;
        }

        return p;
    }

    private static byte* SkipDigits(byte* p, byte* end)
    {
        while (p < end && (*p < 0x80 ? s_kinds[*p] == Digit : KindOf(p, end, out _) == Digit))
        {
            p += *p < 0x80 ? 1 : LengthAt(p, end);
        }

        return p;
    }

    private static int LengthAt(byte* p, byte* end)
    {
        _ = Utf8Character.Read(p, end, out int length);
        return length;
    }

    private static int KindOf(byte* p, byte* end, out int length)
    {
        if (Utf8Character.IsIdeograph(p, end))
        {
            length = 3;
            return Copied;
        }

        int c = Utf8Character.Read(p, end, out length);
        if (c == Utf8Character.Invalid)
        {
            return Copied;
        }

        CharacterFlags flags = CharacterTable.At(p, out _);
        return (flags & CharacterFlags.Digit) != 0 ? Digit
            : (flags & CharacterFlags.Space) != 0 || ((flags & CharacterFlags.Punctuation) != 0 && IsPunctuation(c)) ? Gap
            : Copied;
    }

    /// <summary>The members of datatrove's PUNCTUATION outside ASCII that are no digits; its table also holds what ends sentences in other scripts.</summary>
    private static bool IsPunctuation(int c) => c is (>= 0x80 and <= 0x9F) or 0xAB or 0xB4 or 0xBB or 0x2013 or 0x2014 or 0x2019 or (>= 0x201C and <= 0x201E) or 0x2026 or 0x2236 or 0x2501 or 0x25BA
        or 0x3001 or 0x3002 or (>= 0x3008 and <= 0x300D) or 0x3010 or 0x3011 or 0xFF01 or 0xFF05 or 0xFF08 or 0xFF09 or 0xFF0C or 0xFF0E or 0xFF1A or 0xFF1B or 0xFF1F or 0xFF5E;

    private static void AppendWithoutMarks(ReadOnlySpan<byte> text, TextBuffer output)
    {
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            byte* written = start;
            for (byte* p = start; p < end;)
            {
                // No mark begins with a smaller byte: the first is U+0300.
                int skip = new ReadOnlySpan<byte>(p, (int)(end - p)).IndexOfAnyInRange((byte)0xCC, (byte)0xFF);
                if (skip < 0)
                {
                    break;
                }

                p += skip;
                while (p < end && *p >= 0xCC)
                {
                    if (Utf8Character.IsIdeograph(p, end))
                    {
                        p += 3;
                        continue;
                    }

                    bool mark = UnicodeCategories.IsIn(Utf8Character.Read(p, end, out int length), CategorySet.NonSpacingMark);
                    if (mark)
                    {
                        output.Append(new ReadOnlySpan<byte>(written, (int)(p - written)));
                        written = p + length;
                    }

                    p += length;
                }
            }

            output.Append(new ReadOnlySpan<byte>(written, (int)(end - written)));
        }
    }

    private static byte[] Kinds()
    {
        byte[] kinds = new byte[256];
        for (int c = 0; c < kinds.Length; c++)
        {
            kinds[c] = c >= 0x80 ? (byte)Foreign : char.IsAsciiDigit((char)c) ? (byte)Digit : char.IsAsciiLetter((char)c) ? (byte)Copied : (byte)Gap;
        }

        return kinds;
    }
}
