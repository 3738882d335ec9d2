namespace PipelineDsl;

/// <summary>Keeps documents in which a number that the step names is within bounds, both included.</summary>
[Filter]
public sealed class FieldBetween
{
    /// <summary>The number ≥ <paramref name="min"/>. A document without the field does not pass unless <paramref name="keepMissing"/> says so.</summary>
    [Rule]
    public static Check AtLeast([FieldNamedBy("field", optional: true)] double value, double min, bool keepMissing)
        => double.IsNaN(value) ? new Check(keepMissing, value, min) : Check.AtLeast(value, min);

    /// <summary>The number ≤ <paramref name="max"/>. A document without the field does not pass unless <paramref name="keepMissing"/> says so.</summary>
    [Rule]
    public static Check AtMost([FieldNamedBy("field", optional: true)] double value, double max, bool keepMissing)
        => double.IsNaN(value) ? new Check(keepMissing, value, max) : Check.AtMost(value, max);
}
