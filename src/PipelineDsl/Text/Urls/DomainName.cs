using System;

namespace PipelineDsl;

/// <summary>The host of a URL and which part of it somebody registered, as tldextract 3.1.2 finds them.</summary>
/// <remarks>
/// The host is what stands behind the scheme and <c>//</c> (both may be missing), without the user before the last <c>@</c>, the port, white space around it and full stops at its end. Case
/// is kept. The list of public suffixes is that of <see cref="PublicSuffixes"/>. A URL whose host has no public suffix (an IP address, <c>localhost</c>) or nothing but one has neither
/// <see cref="Registered"/> nor <see cref="FullyQualified"/>.
/// </remarks>
public readonly ref struct DomainName
{
    private readonly int _registered;

    private DomainName(ReadOnlySpan<byte> host, int registered, int suffix)
    {
        Host = host;
        _registered = registered;
        Suffix = host[suffix..];
    }

    /// <summary>The host as it is written.</summary>
    public ReadOnlySpan<byte> Host { get; }

    /// <summary>The public suffix, such as <c>co.uk</c>; empty if there is none.</summary>
    public ReadOnlySpan<byte> Suffix { get; }

    /// <summary>The registered domain: the public suffix and the label before it, such as <c>example.co.uk</c>; or empty.</summary>
    public ReadOnlySpan<byte> Registered => Host[_registered..];

    /// <summary>The whole name, such as <c>www.example.co.uk</c>, if it has a registered domain; else empty.</summary>
    public ReadOnlySpan<byte> FullyQualified
        => _registered == Host.Length ? default
        : _registered == 1 ? Host[1..] // an empty first label is no subdomain
        : Host;

    /// <summary>Finds the parts of a URL's host.</summary>
    /// <param name="url">The URL, UTF-8, or a host name alone.</param>
    /// <param name="withPrivate">Whether suffixes of the list's private section (such as <c>blogspot.com</c>) count as public suffixes; default: no.</param>
    public static DomainName Of(ReadOnlySpan<byte> url, bool withPrivate = false)
    {
        ReadOnlySpan<byte> host = HostOf(url);
        int suffix = PublicSuffixes.Find(host, withPrivate);
        if (suffix <= 0 || suffix == host.Length || host[suffix - 1] != (byte)'.')
        {
            return new DomainName(host, host.Length, int.Min(suffix, host.Length));
        }

        int registered = host[..(suffix - 1)].LastIndexOf((byte)'.') + 1;
        return new DomainName(host, registered == suffix - 1 ? host.Length : registered, suffix);
    }

    private static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> url)
    {
        ReadOnlySpan<byte> host = url[SchemeLength(url)..];
        int end = host.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        host = end < 0 ? host : host[..end];
        host = host[(host.LastIndexOf((byte)'@') + 1)..];
        int port = host.IndexOf((byte)':');
        return TextSpace.Trim(port < 0 ? host : host[..port]).TrimEnd((byte)'.');
    }

    /// <summary>The length of <c>//</c> or of a scheme, <c>://</c>, at the beginning; 0 if the URL begins with neither. A scheme's characters are letters, digits and <c>+ , - .</c>.</summary>
    private static int SchemeLength(ReadOnlySpan<byte> url)
    {
        if (url.StartsWith("//"u8))
        {
            return 2;
        }

        int length = 0;
        while (length < url.Length && (char.IsAsciiLetterOrDigit((char)url[length]) || url[length] is >= (byte)'+' and <= (byte)'.'))
        {
            length++;
        }

        return length > 0 && url[length..].StartsWith("://"u8) ? length + 3 : 0;
    }
}
