namespace PipelineDsl;

/// <summary>The phrases that make a paragraph boilerplate for NeMo Curator, in lower case; longer ones that hold a shorter one are left out.</summary>
internal static class CuratorPhrases
{
    /// <summary>Phrases about cookies, privacy and terms of use.</summary>
    public static readonly byte[][] Boilerplate =
    [
        "terms of use"u8.ToArray(),
        "privacy policy"u8.ToArray(),
        "cookie policy"u8.ToArray(),
        "uses cookies"u8.ToArray(),
        "privacy overview"u8.ToArray(),
        "use of cookies"u8.ToArray(),
        "use cookies"u8.ToArray(),
        "privacy & cookies policy"u8.ToArray(),
        "privacy and cookies policy"u8.ToArray(),
        [.. "necessary cookies are absolutely essential for the website to function properly. this category only includes cookies that ensures basic functionalities and security "u8,
            .. "features of the website. these cookies do not store any personal information."u8],
        [.. "any cookies that may not be particularly necessary for the website to function and is used specifically to collect user personal data via analytics, ads, other "u8,
            .. "embedded contents are termed as non-necessary cookies. it is mandatory to procure user consent prior to running these cookies on your website."u8],
        "if you continue to browse this site without changing your cookie settings, you agree to this use. acceptread more"u8.ToArray(),
    ];
}
