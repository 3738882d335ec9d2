namespace PipelineDsl;

/// <summary>How long lines are, in code points and with the white space around them. Lines end as for Python's <c>str.splitlines</c>.</summary>
[Feature]
public struct LineLengths : ILineVisitor
{
    /// <summary>All lines.</summary>
    public int Count;

    /// <summary>Code points of all lines, without their ends.</summary>
    public int Characters;

    /// <summary>Code points of the longest line.</summary>
    public int LongestCharacters;

    /// <summary>Mean length of a line; 0 without lines.</summary>
    public readonly double MeanCharacters => Ratio.Of(Characters, Count);

    /// <inheritdoc/>
    public unsafe void OnLine(in Line line)
    {
        int length;
        fixed (byte* start = line.Bytes)
        {
            length = CharacterCount.Of(start, line.Bytes.Length);
        }

        Count++;
        Characters += length;
        LongestCharacters = int.Max(LongestCharacters, length);
    }
}
