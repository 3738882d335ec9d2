namespace PipelineDsl;

/// <summary>Keeps documents of some languages, by a field that an earlier tool has set. See <see cref="FieldEquals"/>.</summary>
/// <param name="values">The languages as the field has them, separated by commas, such as <c>en, de</c>.</param>
/// <param name="field">The field's name (default <c>language</c>).</param>
/// <param name="keepMissing">Whether documents without the field (or with an empty one) are kept (default: no).</param>
public sealed class LanguageIsAttribute(string values, string field = "language", bool keepMissing = false) : FilterAttribute<FieldEquals>
{
    /// <summary>The languages, separated by commas.</summary>
    public string Values { get; } = values;

    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>Whether documents without the field are kept.</summary>
    public bool KeepMissing { get; } = keepMissing;
}
