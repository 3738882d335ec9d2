using System;

namespace PipelineDsl;

/// <summary>Rules on a document's URL, as datatrove 0.10 applies them (the first step of FineWeb; Penedo et al. 2024).</summary>
/// <remarks>
/// <para>Look-ups are case-sensitive: lists of words are lower-cased when they are loaded, a URL is not, so <c>/CASINO/</c> passes where <c>/casino/</c>
/// does not. Sub-words alone are found in any case.</para>
/// <para>A document without a URL (or with an empty one) passes every rule but <see cref="HasUrl"/>, which holds unless a URL is required.</para>
/// </remarks>
[Filter(inOrder: true)]
public sealed class UrlFilter
{
    /// <summary>There is a URL, if <paramref name="requireUrl"/> asks for one.</summary>
    [Rule]
    public static bool HasUrl([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, bool requireUrl) => !requireUrl || !url.IsEmpty;

    /// <summary>The registered domain (<see cref="DomainName.Registered"/>) is not in <paramref name="domains"/>.</summary>
    [Rule]
    public static bool DomainNotListed([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlEntries domains, bool privateSuffixes)
        => domains.Count == 0 || !domains.Contains(DomainName.Of(url, privateSuffixes).Registered);

    /// <summary>The whole host name (<see cref="DomainName.FullyQualified"/>) is not in <paramref name="domains"/>. A listed host does not stand for hosts below it.</summary>
    [Rule]
    public static bool HostNotListed([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlEntries domains, bool privateSuffixes)
        => domains.Count == 0 || !domains.Contains(DomainName.Of(url, privateSuffixes).FullyQualified);

    /// <summary>The URL is not in <paramref name="urls"/>.</summary>
    [Rule]
    public static bool UrlNotListed([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlEntries urls) => !urls.Contains(url);

    /// <summary>No run of letters and digits of the URL is in <paramref name="hardWords"/>.</summary>
    [Rule]
    public static bool NoHardWord([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlWords hardWords) => hardWords.CountIn(url, enough: 1) == 0;

    /// <summary>Fewer than <paramref name="softWordThreshold"/> different words of <paramref name="softWords"/> are runs of letters and digits of the URL.</summary>
    [Rule]
    public static Check FewSoftWords([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlWords softWords, int softWordThreshold)
    {
        int count = softWords.CountIn(url);
        return new Check(count < softWordThreshold, count, softWordThreshold);
    }

    /// <summary>The URL's letters and digits, everything else left out, hold none of <paramref name="subwords"/>.</summary>
    [Rule]
    public static bool NoSubword([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, UrlSubwords subwords) => !subwords.AnyIn(url);
}
