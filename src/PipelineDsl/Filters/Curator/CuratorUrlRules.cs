namespace PipelineDsl;

/// <summary>The heuristics of NeMo Curator (2026) on web addresses in the text: UrlsFilter and PornographicUrlsFilter.</summary>
/// <remarks>
/// What an address is says <see cref="CuratorUrls"/>. A document at a threshold is kept; an empty text does not pass.
/// </remarks>
[Filter]
public sealed class CuratorUrlRules
{
    /// <summary>Characters of addresses / characters ≤ <paramref name="maxUrlRatio"/>.</summary>
    [Rule]
    public static Check FewUrls(in CuratorUrls urls, in CuratorCharacters chars, double maxUrlRatio)
        => Check.AtMost(CuratorScore.Share(urls.Characters, chars.Characters), maxUrlRatio);

    /// <summary>No address has <c>porn</c> in it.</summary>
    [Rule]
    public static bool NoPornographicUrl(in CuratorUrls urls) => !urls.HasPorn;
}
