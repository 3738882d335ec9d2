namespace PipelineDsl;

/// <summary>Keeps documents in which a number is within bounds, both included, such as a score or a date as a number. See <see cref="FieldBetween"/>.</summary>
/// <param name="field">The field's name; it must hold numbers.</param>
/// <param name="min">The least number (default: no bound).</param>
/// <param name="max">The greatest number (default: no bound).</param>
/// <param name="keepMissing">Whether documents without the field are kept (default: no).</param>
public sealed class FieldBetweenAttribute(
    string field,
    [NotAbove("max")] double min = double.NegativeInfinity,
    double max = double.PositiveInfinity,
    bool keepMissing = false) : FilterAttribute<FieldBetween>
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The least number.</summary>
    public double Min { get; } = min;

    /// <summary>The greatest number.</summary>
    public double Max { get; } = max;

    /// <summary>Whether documents without the field are kept.</summary>
    public bool KeepMissing { get; } = keepMissing;
}
