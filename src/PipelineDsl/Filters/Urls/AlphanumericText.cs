using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Texts of which only the letters and digits of ASCII count, without their case.</summary>
internal static class AlphanumericText
{
    /// <summary>The characters that count.</summary>
    public static SearchValues<byte> Characters { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);

    /// <summary>The lower case of a byte that counts; else <see cref="SubstringAutomaton.Skipped"/>.</summary>
    public static short Lower(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => (short)(value | 0x20),
        (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') => value,
        _ => SubstringAutomaton.Skipped,
    };

    /// <summary>What counts of a text, in lower case.</summary>
    public static byte[] Normalize(ReadOnlySpan<byte> text)
    {
        byte[] kept = new byte[text.Length];
        int length = 0;
        foreach (byte value in text)
        {
            short lower = Lower(value);
            if (lower != SubstringAutomaton.Skipped)
            {
                kept[length++] = (byte)lower;
            }
        }

        return kept[..length];
    }
}
