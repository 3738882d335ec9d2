using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>
/// The four steps of Falcon, one after the other: runs of punctuation apart; the pattern of GPT-2; runs of digits apart; groups of three ASCII digits apart, from the left.
/// </summary>
/// <remarks>
/// The last two steps work on the text as byte-level encoding has mapped it, a character for each byte. There the bytes B2, B3, B9, BC, BD and BE are ²³¹¼½¾, which are numbers: any character whose UTF-8
/// form holds one of them is cut there. So a pre-token may start inside of a character; its class is that of the character.
/// </remarks>
internal readonly unsafe struct FalconPreTokenizer : IPreTokenizer
{
    /// <summary>What a character is to the first two steps.</summary>
    private enum Part
    {
        End,
        Letter,
        Number,
        Space,
        Other,

        // Punctuation by the first step; the second may see letters, numbers and others in it, whose classes come from another version of Unicode.
        Punctuation,
        PunctuationLetter,
        PunctuationNumber,
    }

    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end)
    {
        byte* piece = Piece(start, end);
        bool numeric = IsNumeric(*start);
        byte* p = start + 1;
        while (p < piece && IsNumeric(*p) == numeric)
        {
            p++;
        }

        return numeric ? Triple(start, p) : p;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Ends(byte* start, byte* end)
    {
        AsciiWindow window = AsciiWindow.At(start);
        window.HideControls(start);
        ulong decided = window.Decided(end - start, out ulong textEnd);
        ulong letters = window.Letters;
        ulong others = window.Others;
        ulong white = window.White;
        ulong letterStarts = letters & ~(letters << 1) & ~(window.Spaces << 1);
        ulong lastWhite = white & (white << 1) & ((letters | window.Digits) >> 1);
        ulong starts = letterStarts | window.DigitTriples() | (others & ~(others << 1)) | (white & ~(white << 1)) | lastWhite;
        return (starts & decided & ~1UL) | textEnd;
    }

    /// <summary>The end of the piece that the first two steps leave, of which the rest begins at <paramref name="start"/>.</summary>
    private static byte* Piece(byte* start, byte* end)
    {
        byte* character = start;
        while ((*character & 0xC0) == 0x80 && start - character < 3)
        {
            character--;
        }

        Part part = At(character, end, out int length);
        byte* p = character + length;
        if (p <= start)
        {
            // No character holds the byte: the text is not UTF-8 here.
            return start + 1;
        }

        if (part == Part.Space)
        {
            Part second = At(p, end, out length);
            if (*start != ' ' || second is Part.Space or Part.End or >= Part.Punctuation)
            {
                return Spaces(start, end);
            }

            part = second;
            p += length;
        }

        while (At(p, end, out length) == part)
        {
            p += length;
        }

        return p;
    }

    private static Part At(byte* p, byte* end, out int length)
    {
        length = 0;
        if (p >= end)
        {
            return Part.End;
        }

        TokenClass c = TokenCharacters.At(p, out length);
        bool punctuation = PunctuationCharacters.Contains(CodePoint(p, length));
        return c switch
        {
            TokenClass.Upper or TokenClass.Lower or TokenClass.Letter => punctuation ? Part.PunctuationLetter : Part.Letter,
            TokenClass.Number => punctuation ? Part.PunctuationNumber : Part.Number,
            TokenClass.Space or TokenClass.Newline => Part.Space,
            _ => punctuation ? Part.Punctuation : Part.Other,
        };
    }

    private static int CodePoint(byte* p, int length) => length switch
    {
        1 => *p < 0x80 ? *p : -1,
        2 => ((*p & 0x1F) << 6) | (p[1] & 0x3F),
        3 => ((*p & 0xF) << 12) | ((p[1] & 0x3F) << 6) | (p[2] & 0x3F),
        _ => ((*p & 7) << 18) | ((p[1] & 0x3F) << 12) | ((p[2] & 0x3F) << 6) | (p[3] & 0x3F),
    };

    /// <summary>The end of <c>\s+(?!\S)|\s+</c>, for which punctuation is the end of the text.</summary>
    private static byte* Spaces(byte* start, byte* end)
    {
        byte* p = start;
        byte* lastStart = start;
        Part part;
        while ((part = At(p, end, out int length)) == Part.Space)
        {
            lastStart = p;
            p += length;
        }

        return part is Part.End or >= Part.Punctuation || lastStart == start ? p : lastStart;
    }

    /// <summary>Whether the character that the byte is mapped to is a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNumeric(byte b)
        => b < 0x80 ? (uint)(b - '0') <= 9 : b is 0xB2 or 0xB3 or 0xB9 or 0xBC or 0xBD or 0xBE;

    /// <summary>The end of the first piece of a run of digits: three ASCII digits, or what stands before them.</summary>
    private static byte* Triple(byte* start, byte* end)
    {
        for (byte* p = start; p + 3 <= end; p++)
        {
            if (p[0] < 0x80 && p[1] < 0x80 && p[2] < 0x80)
            {
                return p == start ? p + 3 : p;
            }
        }

        return end;
    }
}
