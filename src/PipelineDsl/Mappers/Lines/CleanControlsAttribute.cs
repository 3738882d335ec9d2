namespace PipelineDsl;

/// <summary>Removes control characters and makes exotic spaces U+0020. See <see cref="CleanControls"/>.</summary>
/// <param name="controls">Whether control characters are removed (default: yes).</param>
/// <param name="spaces">Whether exotic spaces become U+0020 (default: yes).</param>
/// <param name="invisible">Whether invisible characters are removed (default: yes).</param>
public sealed class CleanControlsAttribute(bool controls = true, bool spaces = true, bool invisible = true) : MapAttribute<CleanControls>
{
    /// <summary>Whether control characters are removed.</summary>
    public bool Controls { get; } = controls;

    /// <summary>Whether exotic spaces become U+0020.</summary>
    public bool Spaces { get; } = spaces;

    /// <summary>Whether invisible characters are removed.</summary>
    public bool Invisible { get; } = invisible;
}
