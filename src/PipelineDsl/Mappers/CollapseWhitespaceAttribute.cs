namespace PipelineDsl;

/// <summary>Removes spaces at the ends of lines and makes runs of blank lines one. See <see cref="CollapseWhitespace"/>.</summary>
/// <param name="profile">Whose rules: null (default) those above, or <c>olmo3-alldressed</c> (<see cref="Olmo3Newlines"/>), which leaves spaces as they are.</param>
[StepProfile("olmo3-alldressed", typeof(Olmo3Newlines))]
public sealed class CollapseWhitespaceAttribute([Profile] string? profile = null) : MapAttribute<CollapseWhitespace>
{
    /// <summary>Whose rules.</summary>
    public string? Profile { get; } = profile;
}
