namespace PipelineDsl;

/// <summary>The rule of <see cref="TextScanner.VisitSentences"/>, on one piece of text.</summary>
internal static unsafe class Sentences
{
    /// <summary>The first character that is not white space, or <paramref name="end"/>.</summary>
    public static byte* SkipSpace(byte* start, byte* end)
    {
        while (start < end && (CharacterTable.At(start, out int length) & CharacterFlags.Space) != 0)
        {
            start += length;
        }

        return start;
    }

    /// <summary>The text's end without white space before it.</summary>
    public static byte* TrimEnd(byte* start, byte* end)
    {
        while (end > start && (CharacterTable.Before(start, end, out int length) & CharacterFlags.Space) != 0)
        {
            end -= length;
        }

        return end;
    }

    /// <summary>The end of the sentence that begins at <paramref name="start"/>.</summary>
    public static byte* FindEnd(byte* start, byte* end)
    {
        for (byte* p = start; p < end;)
        {
            CharacterFlags flags = CharacterTable.At(p, out int length);
            if ((flags & CharacterFlags.Terminal) == 0)
            {
                p += length;
                continue;
            }

            bool ends = false;
            do
            {
                ends |= NeedsNoSpace(p, length);
                p += length;
                flags = CharacterTable.At(p, out length); // at the text's end: padding
            }
            while (p < end && (flags & CharacterFlags.Terminal) != 0);

            while (p < end && (flags & CharacterFlags.Closing) != 0)
            {
                p += length;
                flags = CharacterTable.At(p, out length);
            }

            if (ends || p >= end || (flags & CharacterFlags.Space) != 0)
            {
                return p < end ? p : end; // a character cut off by the end would lead beyond it
            }
        }

        return end;
    }

    /// <summary>U+3002, U+FF01, U+FF0E, U+FF1F and U+FF61.</summary>
    private static bool NeedsNoSpace(byte* p, int length)
        => length == 3 && (p[0], p[1], p[2]) is (0xE3, 0x80, 0x82) or (0xEF, 0xBC, 0x81 or 0x8E or 0x9F) or (0xEF, 0xBD, 0xA1);
}
