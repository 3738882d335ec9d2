using System;

namespace PipelineDsl;

/// <summary>Rules on a document's URL as OLMo 3's "all dressed" configuration (datamap-rs) applies them with the lists of FineWeb: profile <c>olmo3-alldressed</c>.</summary>
/// <remarks>
/// The URL is in lower case, entries of lists are as they are, so that one with an upper-case letter finds nothing. The rules with the lists of RefinedWeb, which come before these, are those of
/// <see cref="Olmo3RefinedWebUrlFilter"/>.
/// </remarks>
[Filter(inOrder: true)]
public sealed class Olmo3UrlFilter
{
    /// <summary>There is a URL, it is absolute, and it has a host.</summary>
    [Rule]
    public static bool HasUrl([FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> url, Olmo3UrlMemory memory) => memory.Read(url);

    /// <summary>The whole host name is not in <paramref name="domains"/>. A listed host does not stand for hosts below it.</summary>
    [Rule]
    public static bool HostNotListed(Olmo3UrlMemory memory, UrlEntries domains) => !domains.Contains(memory.Host);

    /// <summary>The first label of a host of three or more is not in <paramref name="domains"/>; a full stop at the end makes a label, too.</summary>
    [Rule]
    public static bool FirstLabelNotListed(Olmo3UrlMemory memory, UrlEntries domains)
    {
        ReadOnlySpan<byte> host = memory.Host;
        return host.Count((byte)'.') < 2 || !domains.Contains(host[..host.IndexOf((byte)'.')]);
    }

    /// <summary>The URL is not in <paramref name="urls"/>.</summary>
    [Rule]
    public static bool UrlNotListed(Olmo3UrlMemory memory, UrlEntries urls) => !urls.Contains(memory.Lower);

    /// <summary>No run of ASCII letters and digits of the URL is in <paramref name="hardWords"/>.</summary>
    [Rule]
    public static bool NoHardWord(Olmo3UrlMemory memory, UrlEntries hardWords)
    {
        for (ReadOnlySpan<byte> rest = memory.Lower; hardWords.Count > 0 && rest.IndexOfAny(AlphanumericText.Characters) is >= 0 and int start;)
        {
            rest = rest[start..];
            int length = rest.IndexOfAnyExcept(AlphanumericText.Characters);
            length = length < 0 ? rest.Length : length;
            if (hardWords.Contains(rest[..length]))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    /// <summary>Fewer than <paramref name="softWordThreshold"/> occurrences of <paramref name="softWords"/> in the URL have no letter or number beside them (<see cref="UrlStrings.CountBetweenBorders"/>).</summary>
    [Rule]
    public static Check FewSoftWords(Olmo3UrlMemory memory, UrlStrings softWords, int softWordThreshold) => Fewer(softWords.CountBetweenBorders(memory.Lower), softWordThreshold);

    /// <summary>No string of <paramref name="subwords"/> is in the URL.</summary>
    [Rule]
    public static bool NoSubword(Olmo3UrlMemory memory, UrlStrings subwords) => !subwords.AnyIn(memory.Lower);

    internal static Check Fewer(int count, int threshold) => new(count < threshold, count, threshold);
}
