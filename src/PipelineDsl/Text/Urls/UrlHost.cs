using System;
using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Unicode;

namespace PipelineDsl;

/// <summary>The host of an absolute URL as the URL Standard (WHATWG) parses and writes it: lower case, percent-decoded, in Punycode, IPv4 addresses with four decimal numbers. One per worker; its memory is reused.</summary>
/// <remarks>
/// Of UTS #46 its mapping is done as lower case and NFKC; of its checks of labels that for marks at the beginning alone (none of joiners, direction and what stands behind <c>xn--</c>). IPv6 addresses stay as they are written, in lower case.
/// </remarks>
internal sealed class UrlHost
{
    private static readonly SearchValues<byte> s_forbidden = SearchValues.Create("\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\v\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F #%/:<>?@[\\]^|\u007F"u8);
    private static readonly SearchValues<byte> s_forbiddenOpaque = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|"u8);
    private static readonly SearchValues<byte> s_address6 = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    private readonly TextBuffer _clean = new(256);
    private readonly TextBuffer _decoded = new(256);
    private readonly TextBuffer _mapped = new(256);
    private readonly TextBuffer _host = new(256);
    private readonly UnicodeNormalizer _normalizer = new();
    private readonly Punycode _punycode = new();

    /// <summary>The host of the last URL; empty if it had none.</summary>
    public ReadOnlySpan<byte> Bytes => _host.Bytes;

    /// <summary>Reads a URL; false if it is none, is relative, or has no host.</summary>
    /// <param name="url">The URL, UTF-8.</param>
    public bool Read(ReadOnlySpan<byte> url)
    {
        _host.Clear();
        bool found = TryRead(WithoutControls(url)) && _host.Length > 0;
        if (!found)
        {
            _host.Clear();
        }

        return found;
    }

    /// <summary>Controls and spaces at the ends do not count, nor do TAB, LF and CR anywhere.</summary>
    private ReadOnlySpan<byte> WithoutControls(ReadOnlySpan<byte> url)
    {
        int start = 0;
        int end = url.Length;
        while (start < end && url[start] <= (byte)' ')
        {
            start++;
        }

        while (end > start && url[end - 1] <= (byte)' ')
        {
            end--;
        }

        url = url[start..end];
        if (url.IndexOfAny((byte)'\t', (byte)'\n', (byte)'\r') < 0)
        {
            return url;
        }

        _clean.Clear();
        foreach (byte value in url)
        {
            if (value is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                _clean.Append(value);
            }
        }

        return _clean.Bytes;
    }

    private bool TryRead(ReadOnlySpan<byte> url)
    {
        int colon = SchemeLength(url);
        if (colon < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> scheme = url[..colon];
        ReadOnlySpan<byte> rest = url[(colon + 1)..];
        if (Ascii.EqualsIgnoreCase(scheme, "file"u8))
        {
            return TryReadFile(rest);
        }

        bool isSpecial = Ascii.EqualsIgnoreCase(scheme, "http"u8) || Ascii.EqualsIgnoreCase(scheme, "https"u8) || Ascii.EqualsIgnoreCase(scheme, "ftp"u8)
            || Ascii.EqualsIgnoreCase(scheme, "ws"u8) || Ascii.EqualsIgnoreCase(scheme, "wss"u8);
        if (isSpecial)
        {
            rest = rest.TrimStart("/\\"u8); // any number of them, even none
        }
        else if (rest.StartsWith("//"u8))
        {
            rest = rest[2..];
        }
        else
        {
            return false;
        }

        int end = isSpecial ? rest.IndexOfAny("/\\?#"u8) : rest.IndexOfAny("/?#"u8);
        ReadOnlySpan<byte> location = end < 0 ? rest : rest[..end];
        location = location[(location.LastIndexOf((byte)'@') + 1)..];
        int port = PortStart(location);
        return IsPort(location[port..]) && TryReadHost(location[..port], isSpecial);
    }

    /// <summary>A file has a host behind two slashes, unless it is a drive or <c>localhost</c>.</summary>
    private bool TryReadFile(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 2 || rest[0] is not ((byte)'/' or (byte)'\\') || rest[1] is not ((byte)'/' or (byte)'\\'))
        {
            return false;
        }

        rest = rest[2..];
        int end = rest.IndexOfAny("/\\?#"u8);
        ReadOnlySpan<byte> host = end < 0 ? rest : rest[..end];
        bool isDrive = host.Length == 2 && char.IsAsciiLetter((char)host[0]) && host[1] is (byte)':' or (byte)'|';
        return !isDrive && TryReadHost(host, isSpecial: true) && !_host.Bytes.SequenceEqual("localhost"u8);
    }

    /// <summary>The length of the scheme before the colon; -1 if the URL has none, so that it is relative.</summary>
    private static int SchemeLength(ReadOnlySpan<byte> url)
    {
        int length = 0;
        while (length < url.Length && (char.IsAsciiLetterOrDigit((char)url[length]) || url[length] is (byte)'+' or (byte)'-' or (byte)'.'))
        {
            length++;
        }

        return length > 0 && length < url.Length && char.IsAsciiLetter((char)url[0]) && url[length] == (byte)':' ? length : -1;
    }

    /// <summary>Where the first colon outside brackets is, or the end.</summary>
    private static int PortStart(ReadOnlySpan<byte> location)
    {
        bool inside = false;
        for (int i = 0; i < location.Length; i++)
        {
            inside = location[i] == (byte)'[' || (inside && location[i] != (byte)']');
            if (location[i] == (byte)':' && !inside)
            {
                return i;
            }
        }

        return location.Length;
    }

    private static bool IsPort(ReadOnlySpan<byte> port)
    {
        int number = 0;
        for (int i = 1; i < port.Length && number <= ushort.MaxValue; i++)
        {
            number = char.IsAsciiDigit((char)port[i]) ? (number * 10) + port[i] - '0' : int.MaxValue;
        }

        return number <= ushort.MaxValue;
    }

    private bool TryReadHost(ReadOnlySpan<byte> host, bool isSpecial)
    {
        if (host.StartsWith((byte)'['))
        {
            return TryReadAddress6(host);
        }

        if (!isSpecial)
        {
            return TryReadOpaque(host);
        }

        ReadOnlySpan<byte> decoded = Decode(host);
        if (Ascii.IsValid(decoded))
        {
            AppendLower(decoded);
        }
        else if (!Utf8.IsValid(decoded) || !TryAppendPunycode(decoded))
        {
            return false;
        }

        return !_host.Bytes.ContainsAny(s_forbidden) && (!Address4.IsMeant(_host.Bytes) || Address4.TryRewrite(_host));
    }

    private bool TryReadAddress6(ReadOnlySpan<byte> host)
    {
        if (!host.EndsWith((byte)']') || host[1..^1].ContainsAnyExcept(s_address6) || !IPAddress.IsValidUtf8(host[1..^1]) || !host.Contains((byte)':'))
        {
            return false;
        }

        AppendLower(host);
        return true;
    }

    /// <summary>The host of a scheme that the standard does not know: as it is, what is not ASCII in percent-encoding. Case is as the rest of the host's.</summary>
    private bool TryReadOpaque(ReadOnlySpan<byte> host)
    {
        foreach (byte value in host)
        {
            if (value is > 0x1F and < 0x7F)
            {
                _host.Append((byte)UrlPhrases.ToLower(value));
            }
            else
            {
                _host.Append((byte)'%');
                _host.Append((byte)"0123456789abcdef"[value >> 4]);
                _host.Append((byte)"0123456789abcdef"[value & 15]);
            }
        }

        return !host.ContainsAny(s_forbiddenOpaque);
    }

    private ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> host)
    {
        if (!host.Contains((byte)'%'))
        {
            return host;
        }

        _decoded.Clear();
        for (int i = 0; i < host.Length; i++)
        {
            if (host[i] == (byte)'%' && i + 2 < host.Length && char.IsAsciiHexDigit((char)host[i + 1]) && char.IsAsciiHexDigit((char)host[i + 2]))
            {
                _decoded.Append((byte)((HexDigit(host[i + 1]) << 4) | HexDigit(host[i + 2])));
                i += 2;
            }
            else
            {
                _decoded.Append(host[i]);
            }
        }

        return _decoded.Bytes;
    }

    private static int HexDigit(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private void AppendLower(ReadOnlySpan<byte> host)
    {
        foreach (byte value in host)
        {
            _host.Append((byte)UrlPhrases.ToLower(value));
        }
    }

    private unsafe bool TryAppendPunycode(ReadOnlySpan<byte> host)
    {
        _mapped.Clear();
        Map(host, _mapped);
        TextBuffer normal = _clean.Bytes.Overlaps(host) ? _decoded : _clean; // the one that the host does not lie in
        normal.Clear();
        _normalizer.Append(_mapped.Bytes, UnicodeForm.Nfkc, normal);
        _mapped.Clear();
        Map(normal.Bytes, _mapped);
        ReadOnlySpan<byte> rest = _mapped.Bytes;
        while (true)
        {
            int dot = rest.IndexOf((byte)'.');
            if (!_punycode.TryAppend(dot < 0 ? rest : rest[..dot], _host))
            {
                return false;
            }

            if (dot < 0)
            {
                return true;
            }

            _host.Append((byte)'.');
            rest = rest[(dot + 1)..];
        }
    }

    /// <summary>Appends lower case, character by character, without characters that UTS #46 ignores; ideographic full stops become ASCII's.</summary>
    private static unsafe void Map(ReadOnlySpan<byte> host, TextBuffer output)
    {
        byte* written = stackalloc byte[8];
        fixed (byte* start = host)
        {
            byte* end = start + host.Length;
            for (byte* p = start; p < end;)
            {
                int c = Utf8Character.Read(p, end, out int length);
                p += length;
                byte* to = c switch
                {
                    0xAD or 0x34F or (>= 0x180B and <= 0x180F) or 0x200B or 0x2060 or 0x2064 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF => written,
                    0x3002 or 0xFF61 => Utf8Character.Write(written, '.'),
                    0x130 => Utf8Character.Write(Utf8Character.Write(written, 'i'), 0x307),
                    0x1E9E => Utf8Character.Write(Utf8Character.Write(written, 's'), 's'),
                    _ => Utf8Character.Write(written, LowerPages.ToLower(c)),
                };
                output.Append(new ReadOnlySpan<byte>(written, (int)(to - written)));
            }
        }
    }
}
