using System;

namespace PipelineDsl;

/// <summary>How many lines begin with a bullet and end with an ellipsis, as Dolma, DCLM and OLMo 3 count them. Lines are cut at U+000A only.</summary>
[Feature(cost: FeatureCost.Lines)]
public struct GopherLineMarks
{
    /// <summary>All lines, empty ones too: U+000A and one.</summary>
    public int Count;

    /// <summary>Lines that begin with <c>*</c> or <c>-</c>.</summary>
    public int StarsAndDashes;

    /// <summary>Lines that begin with <c>●</c>, <c>•</c>, <c>*</c> or <c>-</c>.</summary>
    public int Bullets;

    /// <summary>Lines that end with <c>…</c>.</summary>
    public int EllipsisCharacters;

    /// <summary>Lines that are not empty, where a CR before U+000A is part of the line end.</summary>
    public int Full;

    /// <summary>Those that end with <c>...</c>, <c>. . .</c> or <c>…</c>.</summary>
    public int Ellipses;

    /// <summary>Lines that are not blank.</summary>
    public int NotBlank;

    /// <summary>Those that begin, white space aside, with <c>●</c>, <c>•</c>, <c>*</c> or <c>-</c>.</summary>
    public int StrippedBullets;

    /// <summary>Those that end, white space aside, with <c>...</c>, <c>. . .</c> or <c>…</c>.</summary>
    public int StrippedEllipses;

    /// <summary>Looks at the lines.</summary>
    [Finish]
    public void Finish(LineList lines)
    {
        ReadOnlySpan<byte> text = lines.Text;
        Count = text.Count((byte)'\n') + 1;
        for (int i = 0; i < lines.Count; i++)
        {
            ReadOnlySpan<byte> line = text[lines.Starts[i]..lines.Ends[i]];
            StarsAndDashes += line[0] is (byte)'*' or (byte)'-' ? 1 : 0;
            Bullets += BeginsWithBullet(line) ? 1 : 0;
            EllipsisCharacters += line.EndsWith("…"u8) ? 1 : 0;
            ReadOnlySpan<byte> full = line[^1] == '\r' && lines.Ends[i] < text.Length ? line[..^1] : line;
            Full += full.IsEmpty ? 0 : 1;
            Ellipses += EndsWithEllipsis(full) ? 1 : 0;
            ReadOnlySpan<byte> stripped = TextSpace.Trim(line);
            if (!stripped.IsEmpty)
            {
                NotBlank++;
                StrippedBullets += BeginsWithBullet(stripped) ? 1 : 0;
                StrippedEllipses += EndsWithEllipsis(stripped) ? 1 : 0;
            }
        }
    }

    private static bool BeginsWithBullet(ReadOnlySpan<byte> line)
        => line[0] is (byte)'*' or (byte)'-' || (line[0] == 0xE2 && (line.StartsWith("•"u8) || line.StartsWith("●"u8)));

    private static bool EndsWithEllipsis(ReadOnlySpan<byte> line) => line.EndsWith("..."u8) || line.EndsWith(". . ."u8) || line.EndsWith("…"u8);
}
