using System;
using System.Text;

namespace PipelineDsl;

/// <summary>Removes lines that hold a phrase of boilerplate, such as "privacy policy" or "all rights reserved".</summary>
/// <remarks>Lines lie between U+000A; phrases are found anywhere in a line, and ASCII letters match in either case. Long lines stay, because they are texts that speak of such things.</remarks>
[Mapper]
public sealed class RemoveBoilerplateLines
{
    /// <summary>Rewrites the text; false if all lines stay.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, BoilerplatePhrases memory, string phrases, int maxCharacters)
    {
        Test test = new(memory.Of(phrases), maxCharacters);
        return test.IsIn(text) && LineMapper.RemoveLines(text, output, ref test);
    }

    private readonly struct Test(SubstringAutomaton phrases, int maxCharacters) : IPieceTest
    {
        public bool IsIn(ReadOnlySpan<byte> text) => phrases.IsMatch(text);

        public bool Keeps(ReadOnlySpan<byte> piece) => piece.Length - Utf8Lines.ContinuationBytes(piece) > maxCharacters || !phrases.IsMatch(piece);
    }
}

/// <summary>The phrases of a <see cref="RemoveBoilerplateLines"/> step, made ready for the search once.</summary>
[Scratch]
public sealed class BoilerplatePhrases
{
    private string? _phrases;
    private SubstringAutomaton? _automaton;

    /// <summary>The automaton of phrases that are separated by commas.</summary>
    internal SubstringAutomaton Of(string phrases)
    {
        if (_automaton is null || !ReferenceEquals(phrases, _phrases))
        {
            _phrases = phrases;
            string[] all = phrases.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            _automaton = new SubstringAutomaton(Array.ConvertAll(all, static phrase => Array.ConvertAll(Encoding.UTF8.GetBytes(phrase), static value => (byte)Lower(value))), Lower);
        }

        return _automaton;
    }

    private static short Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (short)(value | 0x20) : value;
}
