namespace PipelineDsl;

/// <summary>Removes lines that hold a phrase of boilerplate. See <see cref="RemoveBoilerplateLines"/>.</summary>
/// <param name="phrases">The phrases, separated by commas (default: C4's phrases about cookies, privacy policies and terms of use, "javascript", and "all rights reserved").</param>
/// <param name="maxCharacters">Lines of more code points stay (default 200).</param>
public sealed class RemoveBoilerplateLinesAttribute(
    string phrases = "terms of use,privacy policy,cookie policy,uses cookies,use of cookies,use cookies,javascript,all rights reserved",
    [OptionRange(0, int.MaxValue)] int maxCharacters = 200) : MapAttribute<RemoveBoilerplateLines>
{
    /// <summary>The phrases, separated by commas.</summary>
    public string Phrases { get; } = phrases;

    /// <summary>Lines of more code points stay.</summary>
    public int MaxCharacters { get; } = maxCharacters;
}
