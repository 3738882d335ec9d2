using System;

namespace PipelineDsl;

/// <summary>Counts characters and words of short texts.</summary>
internal static class Utf8Lines
{
    /// <summary>The number of bytes 0x80 to 0xBF.</summary>
    public static int ContinuationBytes(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte value in text)
        {
            count += (value & 0xC0) == 0x80 ? 1 : 0;
        }

        return count;
    }

    /// <summary>The number of runs of characters that are not white space.</summary>
    public static int Words(ReadOnlySpan<byte> text)
    {
        int words = 0;
        bool inWord = false;
        for (int at = 0; at < text.Length;)
        {
            bool space = (CharacterFlagsReader.At(text, at, out int length) & CharacterFlags.Space) != 0;
            words += !space && !inWord ? 1 : 0;
            inWord = !space;
            at += length;
        }

        return words;
    }
}
