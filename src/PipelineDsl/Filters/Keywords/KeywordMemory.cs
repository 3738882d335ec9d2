using System;

namespace PipelineDsl;

/// <summary>What a worker keeps for <see cref="Keywords"/>: the text in lower case, and which keywords it has been found to have.</summary>
[Scratch]
public sealed class KeywordMemory
{
    private int[] _seenIn = []; // by keyword: the last text that had it
    private int _text;

    /// <summary>The text in lower case.</summary>
    internal TextBuffer Lower { get; } = new();

    /// <summary>Forgets the last text.</summary>
    internal KeywordMemory Begin(int keywords)
    {
        if (_seenIn.Length < keywords)
        {
            _seenIn = new int[keywords];
            _text = 0;
        }

        if (_text == int.MaxValue)
        {
            Array.Clear(_seenIn);
            _text = 0;
        }

        _text++;
        return this;
    }

    /// <summary>Whether a keyword has not been found yet.</summary>
    internal bool IsNew(int keyword) => _seenIn[keyword] != _text;

    /// <summary>Notes that a keyword has been found.</summary>
    internal void Mark(int keyword) => _seenIn[keyword] = _text;
}
