using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>Which names of objects a pattern matches, by the rules for files: <c>*</c> is any part of a name between two slashes, <c>**</c> any folders, upper and lower case differ.</summary>
internal sealed class ObjectPattern
{
    private readonly string[] _parts;
    private readonly int _folder;

    /// <summary>Reads a pattern.</summary>
    public ObjectPattern(string pattern)
    {
        string[] parts = pattern.Split('/');
        int fixedParts = Array.FindIndex(parts, static p => p.Contains('*', StringComparison.Ordinal));
        HasWildcard = fixedParts >= 0;
        _folder = (HasWildcard ? parts[..fixedParts] : parts[..^1]) is { Length: > 0 } head ? string.Join('/', head).Length + 1 : 0;
        List<string> below = [];
        foreach (string part in HasWildcard ? parts[fixedParts..] : parts[^1..])
        {
            if (part.StartsWith("**.", StringComparison.Ordinal))
            {
                below.Add("**"); // as for files: **.txt is **/*.txt
                below.Add(part[1..]);
            }
            else
            {
                below.Add(part == "*.*" ? "*" : part);
            }
        }

        _parts = [.. below];
        int wildcard = pattern.IndexOf('*', StringComparison.Ordinal);
        Prefix = wildcard < 0 ? pattern : pattern[..wildcard];
    }

    /// <summary>Whether it can match several objects.</summary>
    public bool HasWildcard { get; }

    /// <summary>What all names that it matches begin with.</summary>
    public string Prefix { get; }

    /// <summary>The part of a matched name that files are called by: what stands below the pattern's fixed folders.</summary>
    public string NameBelow(string name) => name[_folder..];

    /// <summary>Whether it matches a name that begins with the prefix. A name that ends with a slash is no object but the mark of a folder.</summary>
    public bool Matches(string name) => !name.EndsWith('/') && Matches(_parts, name.AsSpan(_folder));

    private static bool Matches(ReadOnlySpan<string> parts, ReadOnlySpan<char> name)
    {
        while (true)
        {
            if (parts[0] == "**")
            {
                if (parts.Length == 1)
                {
                    return true;
                }

                for (ReadOnlySpan<char> rest = name; ; rest = rest[(rest.IndexOf('/') + 1)..])
                {
                    if (Matches(parts[1..], rest))
                    {
                        return true;
                    }

                    if (rest.IndexOf('/') < 0)
                    {
                        return false;
                    }
                }
            }

            int slash = name.IndexOf('/');
            ReadOnlySpan<char> first = slash < 0 ? name : name[..slash];
            if (!MatchesPart(parts[0], first))
            {
                return false;
            }

            if (slash < 0 || parts.Length == 1)
            {
                return slash < 0 && parts.Length == 1;
            }

            parts = parts[1..];
            name = name[(slash + 1)..];
        }
    }

    /// <summary>Whether a name is the pattern's pieces in order, with anything between them.</summary>
    private static bool MatchesPart(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        name = name[star..];
        for (pattern = pattern[(star + 1)..]; (star = pattern.IndexOf('*')) >= 0; pattern = pattern[(star + 1)..])
        {
            int at = name.IndexOf(pattern[..star], StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            name = name[(at + star)..];
        }

        return name.EndsWith(pattern, StringComparison.Ordinal);
    }
}
