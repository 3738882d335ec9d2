namespace PipelineDsl;

/// <summary>The outcome of a rule together with what was measured and the bound it was held against.</summary>
/// <param name="Passed">Whether the rule holds.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Threshold">The bound.</param>
public readonly record struct Check(bool Passed, double Value, double Threshold)
{
    /// <summary>Holds if <paramref name="value"/> ≥ <paramref name="minimum"/>; never for NaN.</summary>
    public static Check AtLeast(double value, double minimum) => new(value >= minimum, value, minimum);

    /// <summary>Holds if <paramref name="value"/> ≤ <paramref name="maximum"/>; never for NaN.</summary>
    public static Check AtMost(double value, double maximum) => new(value <= maximum, value, maximum);

    /// <summary>The stretch of text that decided, if there is one.</summary>
    public TextSpan Span { get; private init; }

    /// <summary>The same outcome, pointing at the stretch of text that decided.</summary>
    public Check At(int start, int length) => this with { Span = new TextSpan(start, length) };

    /// <summary>Whether the rule holds.</summary>
    public static implicit operator bool(Check check) => check.Passed;

    /// <summary>The same as the conversion, for languages without it.</summary>
    public bool ToBoolean() => Passed;
}
