using System;

namespace PipelineDsl;

/// <summary>Rules on a document's URL, as DCLM applies them to rebuild RefinedWeb (Li et al. 2024, Penedo et al. 2023).</summary>
/// <remarks>
/// Case never matters; of non-ASCII letters in URLs it does. A document without a URL (or with an empty one) passes every rule but <see cref="HasUrl"/>, which holds unless a URL is required.
/// </remarks>
[Filter(inOrder: true)]
public sealed class DclmUrlFilter
{
    /// <summary>There is a URL, if <paramref name="requireUrl"/> asks for one.</summary>
    [Rule]
    public static bool HasUrl([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, bool requireUrl) => !requireUrl || !url.IsEmpty;

    /// <summary>
    /// What stands between <c>//</c> and the path, user and port included, is not in <paramref name="domains"/> once every <c>www</c> is taken out of it, also one within a name.
    /// (The full stop behind it stays, so that <c>www.example.com</c> is <c>.example.com</c>, which an entry must spell out.)
    /// </summary>
    [Rule]
    public static bool DomainNotListed([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlPhrases domains) => !domains.HasDomainOf(url);

    /// <summary>No string of <paramref name="subwords"/> (DCLM's strict list) is in the URL without its hyphens and full stops.</summary>
    [Rule]
    public static bool NoSubword([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlSubstrings subwords) => !subwords.AnyIn(url);

    /// <summary>No word of <paramref name="hardWords"/> is in the URL between borders of words.</summary>
    [Rule]
    public static bool NoHardWord([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlPhrases hardWords) => hardWords.CountIn(url, enough: 1) == 0;

    /// <summary>Fewer than <paramref name="softWordThreshold"/> different words of <paramref name="softWords"/> are in the URL between borders of words.</summary>
    [Rule]
    public static Check FewSoftWords([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlPhrases softWords, int softWordThreshold)
    {
        int count = softWords.CountIn(url);
        return new Check(count < softWordThreshold, count, softWordThreshold);
    }
}
