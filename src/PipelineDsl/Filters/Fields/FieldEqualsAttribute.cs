namespace PipelineDsl;

/// <summary>Keeps documents in which a field has one of some values. See <see cref="FieldEquals"/>.</summary>
/// <param name="field">The field's name; it must hold strings.</param>
/// <param name="values">The values, separated by commas; white space around them is ignored, case is not.</param>
/// <param name="keepMissing">Whether documents without the field (or with an empty one) are kept (default: no).</param>
public sealed class FieldEqualsAttribute(string field, string values, bool keepMissing = false) : FilterAttribute<FieldEquals>
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The values, separated by commas.</summary>
    public string Values { get; } = values;

    /// <summary>Whether documents without the field are kept.</summary>
    public bool KeepMissing { get; } = keepMissing;
}
