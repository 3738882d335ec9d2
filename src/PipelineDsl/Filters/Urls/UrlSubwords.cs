using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A list of strings to look for anywhere in the letters and digits of a URL.</summary>
/// <remarks>The file has one string on each line, as for <see cref="UrlWords"/>; of strings and URLs only letters and digits of ASCII count, in lower case.</remarks>
public sealed class UrlSubwords : IService<UrlSubwords>
{
    private readonly SubstringAutomaton _automaton;

    private UrlSubwords(IReadOnlyList<byte[]> subwords) => _automaton = new SubstringAutomaton(subwords, AlphanumericText.Lower);

    /// <inheritdoc/>
    public static UrlSubwords Load(in ServiceRequest request)
    {
        List<byte[]> subwords = [];
        ListFile.Read(request.Path, subword => subwords.Add(AlphanumericText.Normalize(subword)));
        return new UrlSubwords(subwords);
    }

    /// <summary>Whether a URL has one of the strings, everything but letters and digits left out: <c>best/orders</c> has <c>stor</c>.</summary>
    public bool AnyIn(ReadOnlySpan<byte> url) => _automaton.IsMatch(url);
}
