using System;

namespace PipelineDsl;

/// <summary>The marks that RedPajama-v2 looks for at the ends of lines. Lines are given without the white space around them.</summary>
internal static class RedPajamaMarks
{
    /// <summary>Whether a line ends with <c>...</c> or <c>…</c>.</summary>
    public static bool EndsWithEllipsis(ReadOnlySpan<byte> line) => line.EndsWith("..."u8) || line.EndsWith("…"u8);

    /// <summary>Whether a line ends with <c>.</c>, <c>!</c>, <c>?</c> or <c>”</c> (the straight quote is none).</summary>
    public static bool EndsWithTerminal(ReadOnlySpan<byte> line) => !line.IsEmpty && (line[^1] is (byte)'.' or (byte)'!' or (byte)'?' || line.EndsWith("”"u8));

    /// <summary>Whether a line begins with one of <c>• ‣ ▶ ◀ ◦ ■ □ ▪ ▫ –</c>.</summary>
    public static bool StartsWithBullet(ReadOnlySpan<byte> line)
        => line.Length >= 3 && line[0] == 0xE2
            && (line[1], line[2]) is (0x80, 0xA2 or 0xA3 or 0x93) or (0x96, 0xB6 or 0xA0 or 0xA1 or 0xAA or 0xAB) or (0x97, 0x80 or 0xA6);
}
