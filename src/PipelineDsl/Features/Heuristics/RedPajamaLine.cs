namespace PipelineDsl;

/// <summary>What RedPajama-v2 measures of one line, its final U+000A included. Of the normalised line (see <see cref="RedPajamaWords"/>) white space at the ends is no part, and runs of it are one space.</summary>
public readonly record struct RedPajamaLine
{
    /// <summary>Where the line begins, in code points of the text.</summary>
    public int Start { get; init; }

    /// <summary>Where the next line begins, in code points of the text.</summary>
    public int End { get; init; }

    /// <summary>Whether the line ends, white space aside, with <c>.</c>, <c>!</c>, <c>?</c> or <c>”</c>.</summary>
    public bool EndsWithTerminal { get; init; }

    /// <summary>Whether the line begins, white space aside, with one of ten bullets.</summary>
    public bool StartsWithBullet { get; init; }

    /// <summary>Upper-case characters of the line.</summary>
    public int UpperCharacters { get; init; }

    /// <summary>Normalised words.</summary>
    public int Words { get; init; }

    /// <summary>Normalised words that are <c>javascript</c>.</summary>
    public int JavaScriptWords { get; init; }

    /// <summary>Numeric characters of the normalised line.</summary>
    public int NumericCharacters { get; init; }

    /// <summary>Characters of the normalised line.</summary>
    public int NormalizedCharacters { get; init; }

    /// <summary>Upper-case characters / characters of the line.</summary>
    public double UpperRatio => Ratio.Of(UpperCharacters, End - Start);

    /// <summary>Numeric characters / characters of the normalised line; 0 if that is empty.</summary>
    public double NumericRatio => Ratio.Of(NumericCharacters, NormalizedCharacters);
}
