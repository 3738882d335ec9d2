using System;

namespace PipelineDsl;

/// <summary>What a worker keeps of a document's URL for the rules of OLMo 3: the URL in lower case, and its host.</summary>
[Scratch]
public sealed class Olmo3UrlMemory
{
    private readonly TextBuffer _lower = new(256);
    private readonly TextBuffer _reduced = new(256);
    private readonly UrlHost _host = new();

    /// <summary>The URL in lower case.</summary>
    internal ReadOnlySpan<byte> Lower => _lower.Bytes;

    /// <summary>The host, as the URL Standard has it.</summary>
    internal ReadOnlySpan<byte> Host => _host.Bytes;

    /// <summary>The URL in lower case without its hyphens and full stops; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Joined()
    {
        _reduced.Clear();
        foreach (byte value in Lower)
        {
            if (value is not ((byte)'-' or (byte)'.'))
            {
                _reduced.Append(value);
            }
        }

        return _reduced.Bytes;
    }

    /// <summary>The host without any <c>www</c> in it, of which the full stop behind stays; valid until the next call.</summary>
    internal ReadOnlySpan<byte> HostWithoutWww()
    {
        _reduced.Clear();
        ReadOnlySpan<byte> rest = Host;
        for (int at = rest.IndexOf("www"u8); at >= 0; at = rest.IndexOf("www"u8))
        {
            _reduced.Append(rest[..at]);
            rest = rest[(at + 3)..];
        }

        _reduced.Append(rest);
        return _reduced.Bytes;
    }

    /// <summary>Looks at a URL; false if it is none that has a host.</summary>
    internal bool Read(ReadOnlySpan<byte> url)
    {
        _lower.Clear();
        PythonLower.Append(url, _lower); // Rust's to_lowercase is the same
        return _host.Read(url);
    }
}
