using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Strings that sentences of bad pages have: a file with one string on each line, taken as it is, white space too.</summary>
public sealed class CursedStrings : IService<CursedStrings>
{
    private readonly SubstringAutomaton _automaton;

    private CursedStrings(List<byte[]> strings) => _automaton = new SubstringAutomaton(strings, static value => value);

    /// <inheritdoc/>
    public static CursedStrings Load(in ServiceRequest request)
    {
        List<byte[]> strings = [];
        ListFile.Read(request.Path, line => strings.Add(line.ToArray()), trim: false);
        return new CursedStrings(strings);
    }

    /// <summary>Whether a sentence has one of the strings.</summary>
    public bool AnyIn(ReadOnlySpan<byte> sentence) => _automaton.IsMatch(sentence);
}
