namespace PipelineDsl;

/// <summary>Keeps documents of some sources, by a field that names where they come from. See <see cref="FieldEquals"/>.</summary>
/// <param name="values">The sources as the field has them, separated by commas.</param>
/// <param name="field">The field's name (default <c>source</c>).</param>
/// <param name="keepMissing">Whether documents without the field (or with an empty one) are kept (default: no).</param>
public sealed class SourceIsAttribute(string values, string field = "source", bool keepMissing = false) : FilterAttribute<FieldEquals>
{
    /// <summary>The sources, separated by commas.</summary>
    public string Values { get; } = values;

    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>Whether documents without the field are kept.</summary>
    public bool KeepMissing { get; } = keepMissing;
}
