using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDsl;

/// <summary>Regular expressions that sentences of bad pages match: a file with one expression on each line, taken as it is, white space too. They are searched in linear time.</summary>
public sealed class CursedPatterns : IService<CursedPatterns>
{
    private readonly Regex[] _patterns;

    private CursedPatterns(List<Regex> patterns) => _patterns = [.. patterns];

    /// <summary>The number of expressions.</summary>
    public int Count => _patterns.Length;

    /// <inheritdoc/>
    public static CursedPatterns Load(in ServiceRequest request)
    {
        List<Regex> patterns = [];
        string? path = request.Path;
        ListFile.Read(path, line => patterns.Add(Compile(Encoding.UTF8.GetString(line), path!)), trim: false);
        return new CursedPatterns(patterns);
    }

    /// <summary>Whether a sentence matches one of the expressions.</summary>
    public bool AnyIn(ReadOnlySpan<char> sentence)
    {
        foreach (Regex pattern in _patterns)
        {
            if (pattern.IsMatch(sentence))
            {
                return true;
            }
        }

        return false;
    }

    private static Regex Compile(string pattern, string path)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"{path}: the regular expression \"{pattern}\" cannot be used: {exception.Message}", exception);
        }
    }
}
