using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>How many lines of which kind. Lines end as for Python's <c>str.splitlines</c>.</summary>
[Feature]
public struct LineStats : ILineVisitor
{
    /// <summary>All lines, blank ones too.</summary>
    public int Count;

    /// <summary>Lines of white space only.</summary>
    public int Blank;

    /// <summary>Lines whose first character that is not white space is <c>•</c> or <c>-</c>.</summary>
    public int Bullets;

    /// <summary>Lines that end, white space aside, with <c>...</c> or <c>…</c>.</summary>
    public int EllipsisEnds;

    /// <summary>Lines that end, white space aside, with <c>.</c>, <c>!</c>, <c>?</c> or <c>"</c>.</summary>
    public int TerminalEnds;

    /// <summary>Bytes of all lines, without white space around them.</summary>
    public int Bytes;

    /// <summary>Bytes of the longest line, without white space around it.</summary>
    public int LongestBytes;

    /// <summary>Bullet lines / lines; 0 without lines.</summary>
    public readonly double BulletRatio => Ratio.Of(Bullets, Count);

    /// <summary>Lines that end with an ellipsis / lines; 0 without lines.</summary>
    public readonly double EllipsisEndRatio => Ratio.Of(EllipsisEnds, Count);

    /// <summary>Lines that end with terminal punctuation / lines that are not blank; 0 without such lines.</summary>
    public readonly double TerminalEndRatio => Ratio.Of(TerminalEnds, Count - Blank);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnLine(in Line line)
    {
        Count++;
        ReadOnlySpan<byte> text = TextSpace.Trim(line.Bytes);
        if (text.IsEmpty)
        {
            Blank++;
            return;
        }

        Bytes += text.Length;
        LongestBytes = Math.Max(LongestBytes, text.Length);
        byte first = text[0];
        if (first == (byte)'-' || (first == 0xE2 && text.StartsWith("•"u8)))
        {
            Bullets++;
        }

        switch (text[^1])
        {
            case (byte)'.':
                TerminalEnds++;
                EllipsisEnds += text.EndsWith("..."u8) ? 1 : 0;
                break;
            case (byte)'!' or (byte)'?' or (byte)'"':
                TerminalEnds++;
                break;
            case 0xA6:
                EllipsisEnds += text.EndsWith("…"u8) ? 1 : 0;
                break;
        }
    }
}
