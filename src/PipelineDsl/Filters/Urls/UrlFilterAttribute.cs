namespace PipelineDsl;

/// <summary>Drops documents by their URL and lists that the user gives. See <see cref="UrlFilter"/>.</summary>
/// <remarks>
/// A list is a text file, or a folder of them, with one entry on each line; lines that begin with <c>#</c> are comments, white space around an entry is ignored, and <c>.gz</c> and <c>.zst</c>
/// files are decompressed. Paths are relative to the project. A list that is not given is empty.
/// </remarks>
/// <param name="domains">The list of registered domains and of host names (default: none).</param>
/// <param name="urls">The list of URLs (default: none).</param>
/// <param name="hardWords">The list of words of which none may be in a URL (default: none).</param>
/// <param name="softWords">The list of words of which only some may be in a URL (default: none).</param>
/// <param name="subwords">The list of strings that the letters and digits of a URL must not hold (default: none).</param>
/// <param name="softWordThreshold">So many different soft words drop a document (default 2, at most 64).</param>
/// <param name="privateSuffixes">Whether suffixes of the public suffix list's private section, such as <c>blogspot.com</c>, are suffixes (default: no).</param>
/// <param name="requireUrl">Whether documents without a URL are dropped (default: no).</param>
/// <param name="profile">
/// <c>datatrove-0.10</c> (as without one); <c>dclm-baseline</c> (<see cref="DclmUrlFilter"/>, to which <paramref name="urls"/> and <paramref name="privateSuffixes"/> mean nothing); <c>olmo3-alldressed</c>
/// (<see cref="Olmo3UrlFilter"/>, with FineWeb's lists) or <c>olmo3-alldressed-refinedweb</c> (<see cref="Olmo3RefinedWebUrlFilter"/>, with RefinedWeb's, to which <paramref name="urls"/> means nothing): these two drop documents
/// without a URL whatever <paramref name="requireUrl"/> says, and <paramref name="privateSuffixes"/> means nothing to them.
/// </param>
/// <param name="field">The field with the URL (default <c>url</c>).</param>
[StepProfile("datatrove-0.10", typeof(UrlFilter))]
[StepProfile("dclm-baseline", typeof(DclmUrlFilter))]
[StepProfile("olmo3-alldressed", typeof(Olmo3UrlFilter))]
[StepProfile("olmo3-alldressed-refinedweb", typeof(Olmo3RefinedWebUrlFilter))]
public sealed class UrlFilterAttribute(
    string? domains = null,
    string? urls = null,
    string? hardWords = null,
    string? softWords = null,
    string? subwords = null,
    [OptionRange(1, UrlWords.MostWords)] int softWordThreshold = 2,
    bool privateSuffixes = false,
    bool requireUrl = false,
    [Profile] string? profile = null,
    string field = "url") : FilterAttribute<UrlFilter>
{
    /// <summary>The list of registered domains and of host names.</summary>
    public string? Domains { get; } = domains;

    /// <summary>The list of URLs.</summary>
    public string? Urls { get; } = urls;

    /// <summary>The list of words of which none may be in a URL.</summary>
    public string? HardWords { get; } = hardWords;

    /// <summary>The list of words of which only some may be in a URL.</summary>
    public string? SoftWords { get; } = softWords;

    /// <summary>The list of strings that the letters and digits of a URL must not hold.</summary>
    public string? Subwords { get; } = subwords;

    /// <summary>So many different soft words drop a document.</summary>
    public int SoftWordThreshold { get; } = softWordThreshold;

    /// <summary>Whether suffixes of the private section are suffixes.</summary>
    public bool PrivateSuffixes { get; } = privateSuffixes;

    /// <summary>Whether documents without a URL are dropped.</summary>
    public bool RequireUrl { get; } = requireUrl;

    /// <summary>The tool whose rules apply.</summary>
    public string? Profile { get; } = profile;

    /// <summary>The field with the URL.</summary>
    public string Field { get; } = field;
}
