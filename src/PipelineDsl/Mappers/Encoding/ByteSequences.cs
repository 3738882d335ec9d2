using System;

namespace PipelineDsl;

/// <summary>UTF-8 sequences that suffered on their way: spaces in place of byte 0xA0, lost bytes (0x1A or a question mark), surrogates and NUL in two bytes.</summary>
internal static class ByteSequences
{
    /// <summary>The first sequence at or after <paramref name="from"/> that would be UTF-8 if its space were byte 0xA0, of those that are likely.</summary>
    public static bool FindAltered(ReadOnlySpan<byte> bytes, int from, out int start, out int end)
    {
        for (start = from; start < bytes.Length; start++)
        {
            int length = bytes[start] < 0xC2 ? 0 : AlteredLength(bytes[start..]);
            if (length > 0)
            {
                end = start + length;
                return true;
            }
        }

        end = start;
        return false;
    }

    private static int AlteredLength(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xC2 or 0xC3 or 0xC5 or 0xCE or 0xD0 or 0xD9, (byte)' ', ..] => 2,
        [0xE2 or 0xE3, (byte)' ', >= 0x80 and <= 0xBF and not 0x85 and not 0xA0, ..] => 3,
        [>= 0xE0 and <= 0xE3, >= 0x80 and <= 0xBF and not 0x85 and not 0xA0, (byte)' ', ..] => 3,
        [0xF0, (byte)' ', >= 0x80 and <= 0xBF, >= 0x80 and <= 0xBF, ..] => 4,
        [0xF0, >= 0x80 and <= 0xBF, (byte)' ', >= 0x80 and <= 0xBF, ..] => 4,
        [0xF0, >= 0x80 and <= 0xBF, >= 0x80 and <= 0xBF, (byte)' ', ..] => 4,
        _ => 0,
    };

    /// <summary>Whether this is the French and Portuguese word "à" without its no-break space, and not the beginning of a Portuguese word such as "às" or "àquele".</summary>
    public static bool IsGraveWord(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0xC3, (byte)' ', ..])
        {
            return false;
        }

        ReadOnlySpan<byte> rest = bytes[2..];
        return !(rest.StartsWith(" "u8) || rest.StartsWith("quele"u8) || rest.StartsWith("quela"u8) || rest.StartsWith("quilo"u8) || rest.StartsWith("s "u8));
    }

    /// <summary>The length of the UTF-8 or CESU-8 sequence at the beginning that has lost bytes; 0 if there is none.</summary>
    public static int LossyLength(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x1A, ..] => 1,
        [< 0xC2, ..] => 0,
        [<= 0xDF, 0x1A, ..] => 2,
        [<= 0xC3, (byte)'?', ..] => 2,
        [0xED, >= 0xA0 and <= 0xAF, 0x1A or (byte)'?', 0xED, >= 0xB0 and <= 0xBF, 0x1A or (byte)'?' or (>= 0x80 and <= 0xBF), ..] => 6,
        [0xED, >= 0xA0 and <= 0xAF, >= 0x80 and <= 0xBF, 0xED, >= 0xB0 and <= 0xBF, 0x1A or (byte)'?', ..] => 6,
        [>= 0xE0 and <= 0xEF, 0x1A or (byte)'?', 0x1A or (>= 0x80 and <= 0xBF), ..] => 3,
        [>= 0xE0 and <= 0xEF, 0x1A or (>= 0x80 and <= 0xBF), 0x1A or (byte)'?', ..] => 3,
        [>= 0xF0 and <= 0xF4, 0x1A or (byte)'?', 0x1A or (>= 0x80 and <= 0xBF), 0x1A or (>= 0x80 and <= 0xBF), ..] => 4,
        [>= 0xF0 and <= 0xF4, 0x1A or (>= 0x80 and <= 0xBF), 0x1A or (byte)'?', 0x1A or (>= 0x80 and <= 0xBF), ..] => 4,
        [>= 0xF0 and <= 0xF4, 0x1A or (>= 0x80 and <= 0xBF), 0x1A or (>= 0x80 and <= 0xBF), 0x1A or (byte)'?', ..] => 4,
        _ => 0,
    };

    /// <summary>Decodes strict UTF-8, in which also two surrogates of three bytes each may stand for a character (CESU-8), and 0xC0 0x80 for U+0000 (Java).</summary>
    public static unsafe bool TryDecode(ReadOnlySpan<byte> bytes, CodePointBuffer output)
    {
        output.Clear();
        fixed (byte* start = bytes)
        {
            byte* end = start + bytes.Length;
            for (byte* p = start; p < end;)
            {
                int character = Utf8Character.Read(p, end, out int length);
                if (character < 0 && !TryReadVariant(new ReadOnlySpan<byte>(p, (int)(end - p)), out character, out length))
                {
                    return false;
                }

                output.Append(character);
                p += length;
            }
        }

        return true;
    }

    private static bool TryReadVariant(ReadOnlySpan<byte> bytes, out int character, out int length)
    {
        switch (bytes)
        {
            case [0xC0, 0x80, ..]:
                character = 0;
                length = 2;
                return true;
            case [0xED, >= 0xA0 and <= 0xAF and byte high, >= 0x80 and <= 0xBF and byte highLow, 0xED, >= 0xB0 and <= 0xBF and byte low, >= 0x80 and <= 0xBF and byte lowLow, ..]:
                character = 0x10000 + ((high & 0xF) << 16) + ((highLow & 0x3F) << 10) + ((low & 0xF) << 6) + (lowLow & 0x3F);
                length = 6;
                return true;
            default:
                character = 0;
                length = 0;
                return false;
        }
    }
}
