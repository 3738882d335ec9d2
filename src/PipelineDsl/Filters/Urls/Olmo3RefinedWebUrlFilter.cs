using System;

namespace PipelineDsl;

/// <summary>Rules on a document's URL as OLMo 3's "all dressed" configuration (datamap-rs) applies them with the lists of RefinedWeb: profile <c>olmo3-alldressed-refinedweb</c>.</summary>
/// <remarks>They come before those of <see cref="Olmo3UrlFilter"/>. The URL is in lower case, entries of lists are as they are, so that one with an upper-case letter finds nothing.</remarks>
[Filter(inOrder: true)]
public sealed class Olmo3RefinedWebUrlFilter
{
    /// <summary>There is a URL, it is absolute, and it has a host.</summary>
    [Rule]
    public static bool HasUrl([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, Olmo3UrlMemory memory) => memory.Read(url);

    /// <summary>
    /// The host is not in <paramref name="domains"/> once every <c>www</c> is taken out of it, also one within a name. (The full stop behind it stays, so that <c>www.example.com</c> is <c>.example.com</c>, which an
    /// entry must spell out.)
    /// </summary>
    [Rule]
    public static bool DomainNotListed(Olmo3UrlMemory memory, UrlEntries domains) => domains.Count == 0 || !domains.Contains(memory.HostWithoutWww());

    /// <summary>No string of <paramref name="subwords"/> (RefinedWeb's strict list) is in the URL without its hyphens and full stops.</summary>
    [Rule]
    public static bool NoSubword(Olmo3UrlMemory memory, UrlStrings subwords) => !subwords.AnyIn(memory.Joined());

    /// <summary>No occurrence of <paramref name="hardWords"/> in the URL is without a letter or number beside it (<see cref="UrlStrings.CountBetweenBorders"/>).</summary>
    [Rule]
    public static bool NoHardWord(Olmo3UrlMemory memory, UrlStrings hardWords) => hardWords.CountBetweenBorders(memory.Lower) == 0;

    /// <summary>Fewer than <paramref name="softWordThreshold"/> occurrences of <paramref name="softWords"/> in the URL have no letter or number beside them.</summary>
    [Rule]
    public static Check FewSoftWords(Olmo3UrlMemory memory, UrlStrings softWords, int softWordThreshold) => Olmo3UrlFilter.Fewer(softWords.CountBetweenBorders(memory.Lower), softWordThreshold);
}
