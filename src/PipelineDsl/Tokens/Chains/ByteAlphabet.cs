using System;

namespace PipelineDsl;

/// <summary>GPT-2's alphabet for bytes: each byte as a printable character, so that tokens of bytes can be written as text. Latin-1's printable bytes are themselves; the others are U+0100 on, in their order.</summary>
internal static class ByteAlphabet
{
    private const int FirstOther = 0x100;

    private static readonly int[] s_characters = Characters();
    private static readonly short[] s_bytes = Bytes();

    /// <summary>The character of a byte.</summary>
    public static int CharacterOf(byte value) => s_characters[value];

    /// <summary>The byte of a character, or -1 if it is not one of the alphabet.</summary>
    public static int ByteOf(int character) => (uint)character < (uint)s_bytes.Length ? s_bytes[character] : -1;

    /// <summary>Appends bytes as characters of the alphabet, in UTF-8.</summary>
    public static unsafe void AppendEncoded(ReadOnlySpan<byte> bytes, TextBuffer output)
    {
        _ = output.Reserve(checked((2 * bytes.Length) + 2));
        byte* start = output.Start + output.Length;
        byte* p = start;
        foreach (byte value in bytes)
        {
            p = Utf8Character.Write(p, s_characters[value]);
        }

        output.Advance((int)(p - start));
    }

    /// <summary>Turns characters of the alphabet back into bytes.</summary>
    /// <param name="text">The characters, UTF-8.</param>
    /// <param name="bytes">Takes the bytes; may be the same memory.</param>
    /// <param name="count">The number of bytes.</param>
    /// <returns>Whether all characters are of the alphabet; if not, what <paramref name="bytes"/> holds is of no use.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes, out int count)
    {
        count = 0;
        for (int i = 0; i < text.Length;)
        {
            uint lead = text[i];
            int character = (int)lead;
            int length = 1;
            if (lead >= 0x80)
            {
                // All of the alphabet have one byte or two.
                if (lead is < 0xC2 or >= 0xE0 || i + 1 >= text.Length)
                {
                    return false;
                }

                character = (int)((lead & 0x1F) << 6) | (text[i + 1] & 0x3F);
                length = 2;
            }

            int value = ByteOf(character);
            if (value < 0)
            {
                return false;
            }

            bytes[count++] = (byte)value;
            i += length;
        }

        return true;
    }

    private static int[] Characters()
    {
        int[] characters = new int[256];
        int other = FirstOther;
        for (int b = 0; b < characters.Length; b++)
        {
            characters[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? b : other++;
        }

        return characters;
    }

    private static short[] Bytes()
    {
        short[] bytes = new short[FirstOther + 68];
        Array.Fill(bytes, (short)-1);
        for (int b = 0; b < 256; b++)
        {
            bytes[s_characters[b]] = (short)b;
        }

        return bytes;
    }
}
