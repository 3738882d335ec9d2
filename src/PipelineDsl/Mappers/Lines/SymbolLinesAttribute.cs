namespace PipelineDsl;

/// <summary>Removes lines that hold nothing but symbols. See <see cref="SymbolLines"/>.</summary>
/// <param name="replacement">The line that stands for a run of removed lines (default: none). datatrove's documentation suggests a newline, which leaves an empty paragraph.</param>
public sealed class SymbolLinesAttribute(string replacement = "") : MapAttribute<SymbolLines>
{
    /// <summary>The line that stands for a run of removed lines; none if empty.</summary>
    public string Replacement { get; } = replacement;
}
