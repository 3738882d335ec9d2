using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A list of strings to look for anywhere in a URL of which hyphens and full stops do not count, as DCLM does it against names written apart. Case does not matter.</summary>
/// <remarks>The file has one string on each line, as for <see cref="UrlEntries"/>.</remarks>
public sealed class UrlSubstrings : IService<UrlSubstrings>
{
    private readonly SubstringAutomaton _automaton;

    private UrlSubstrings(IReadOnlyList<byte[]> strings) => _automaton = new SubstringAutomaton(strings, Symbol);

    /// <inheritdoc/>
    public static UrlSubstrings Load(in ServiceRequest request)
    {
        List<byte[]> strings = [];
        ListFile.Read(request.Path, entry => strings.Add(UrlPhrases.ToLower(entry)));
        return new UrlSubstrings(strings);
    }

    /// <summary>Whether a URL, hyphens and full stops left out, has one of the strings.</summary>
    public bool AnyIn(ReadOnlySpan<byte> url) => _automaton.IsMatch(url);

    private static short Symbol(byte value) => value is (byte)'-' or (byte)'.' ? SubstringAutomaton.Skipped : UrlPhrases.ToLower(value);
}
