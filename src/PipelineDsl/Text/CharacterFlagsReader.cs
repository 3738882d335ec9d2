using System;

namespace PipelineDsl;

/// <summary>Reads <see cref="CharacterTable"/> from a span that need not be padded.</summary>
internal static unsafe class CharacterFlagsReader
{
    /// <summary>The flags of the character at <paramref name="at"/> and its length in bytes, never beyond the end; a byte that begins no whole character has no flags and length 1.</summary>
    public static CharacterFlags At(ReadOnlySpan<byte> text, int at, out int length)
    {
        int needed = text[at] switch
        {
            < 0x80 => 1,
            >= 0xC2 and < 0xE0 => 2,
            >= 0xE0 and < 0xF0 => 3,
            >= 0xF0 and < 0xF5 => 4,
            _ => 0,
        };
        if (needed == 0 || at + needed > text.Length || !Continues(text.Slice(at + 1, needed - 1)))
        {
            length = 1;
            return CharacterFlags.None;
        }

        fixed (byte* start = text)
        {
            return CharacterTable.At(start + at, out length);
        }
    }

    /// <summary>The same for the character that ends before <paramref name="end"/>.</summary>
    public static CharacterFlags Before(ReadOnlySpan<byte> text, int end, out int length)
    {
        int at = end - 1;
        while (at > 0 && end - at < 4 && (text[at] & 0xC0) == 0x80)
        {
            at--;
        }

        CharacterFlags flags = At(text, at, out length);
        if (length == end - at)
        {
            return flags;
        }

        length = 1;
        return CharacterFlags.None;
    }

    private static bool Continues(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if ((value & 0xC0) != 0x80)
            {
                return false;
            }
        }

        return true;
    }
}
