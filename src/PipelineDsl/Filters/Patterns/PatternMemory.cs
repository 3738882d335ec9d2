using System;
using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDsl;

/// <summary>What a worker keeps for a step with a regular expression: the compiled expression, and room for the text as UTF-16, which it searches.</summary>
[Scratch]
public sealed class PatternMemory
{
    private string? _pattern;
    private bool _ignoreCase;
    private Regex? _regex;
    private char[] _text = new char[4096];

    /// <summary>Whether a text has a match. The expression is compiled at the first call, to an automaton whose time is linear in the text.</summary>
    /// <param name="text">The text, UTF-8; what is no UTF-8 is U+FFFD.</param>
    /// <param name="pattern">The expression.</param>
    /// <param name="ignoreCase">Whether case does not matter, by invariant rules.</param>
    /// <exception cref="ArgumentException">The expression is wrong, or it needs back-tracking.</exception>
    internal bool IsMatch(ReadOnlySpan<byte> text, string pattern, bool ignoreCase)
    {
        Regex regex = _regex is not null && ReferenceEquals(_pattern, pattern) && _ignoreCase == ignoreCase ? _regex : Compile(pattern, ignoreCase);
        if (_text.Length < text.Length)
        {
            _text = GC.AllocateUninitializedArray<char>(int.Max(text.Length, int.Min(2 * _text.Length, Array.MaxLength)));
        }

        int length = Encoding.UTF8.GetChars(text, _text);
        return regex.IsMatch(_text.AsSpan(0, length));
    }

    private Regex Compile(string pattern, bool ignoreCase)
    {
        try
        {
            _regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"the regular expression \"{pattern}\" cannot be used: {exception.Message}", nameof(pattern), exception);
        }

        _pattern = pattern;
        _ignoreCase = ignoreCase;
        return _regex;
    }
}
