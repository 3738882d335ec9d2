namespace PipelineDsl;

/// <summary>Repairs mojibake and other damage that encodings do to text. See <see cref="RepairEncoding"/>.</summary>
/// <param name="mojibake">Whether text that was read in the wrong encoding is repaired (default: yes).</param>
/// <param name="htmlEntities">Whether HTML entities are replaced, as long as no <c>&lt;</c> is seen (default: yes).</param>
/// <param name="terminalEscapes">Whether escape sequences of terminals are removed (default: yes).</param>
/// <param name="controlCharacters">Whether control characters are removed (default: yes).</param>
public sealed class RepairEncodingAttribute(bool mojibake = true, bool htmlEntities = true, bool terminalEscapes = true, bool controlCharacters = true) : MapAttribute<RepairEncoding>
{
    /// <summary>Whether text that was read in the wrong encoding is repaired.</summary>
    public bool Mojibake { get; } = mojibake;

    /// <summary>Whether HTML entities are replaced.</summary>
    public bool HtmlEntities { get; } = htmlEntities;

    /// <summary>Whether escape sequences of terminals are removed.</summary>
    public bool TerminalEscapes { get; } = terminalEscapes;

    /// <summary>Whether control characters are removed.</summary>
    public bool ControlCharacters { get; } = controlCharacters;
}
