namespace PipelineDsl;

/// <summary>How many numbers in a row are one pre-token.</summary>
internal interface INumberLength
{
    /// <summary>At most so many.</summary>
    static abstract int Max { get; }
}

/// <summary><c>\p{N}</c>: each number alone.</summary>
internal readonly struct SingleNumbers : INumberLength
{
    /// <inheritdoc/>
    public static int Max => 1;
}

/// <summary><c>\p{N}{1,3}</c>: from the first of a run on, groups of three.</summary>
internal readonly struct NumberTriples : INumberLength
{
    /// <inheritdoc/>
    public static int Max => 3;
}
