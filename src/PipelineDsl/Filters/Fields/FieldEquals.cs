using System;

namespace PipelineDsl;

/// <summary>Keeps documents by the value of a field that the step names.</summary>
[Filter]
public sealed class FieldEquals
{
    /// <summary>The field's value is one of <paramref name="values"/>, a list separated by commas. A document without the field does not pass unless <paramref name="keepMissing"/> says so.</summary>
    [Rule]
    public static bool IsListed([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> value, string values, bool keepMissing)
        => value.IsEmpty ? keepMissing : ValueList.Contains(values, value);
}
