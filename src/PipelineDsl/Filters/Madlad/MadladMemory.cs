using System;
using System.Text;

namespace PipelineDsl;

/// <summary>What a worker keeps for <see cref="Madlad"/>: what it counted, and room for a sentence as UTF-16.</summary>
[Scratch]
public sealed class MadladMemory
{
    private char[] _sentence = new char[1024];

    /// <summary>Sentences that are not only white space.</summary>
    public int Sentences { get; internal set; }

    /// <summary>Suspicious ones among them.</summary>
    internal int Suspicious { get; set; }

    /// <summary>The sentence as UTF-16, valid until the next call.</summary>
    internal ReadOnlySpan<char> Decode(ReadOnlySpan<byte> sentence)
    {
        if (_sentence.Length < sentence.Length)
        {
            _sentence = new char[int.Max(sentence.Length, int.Min(2 * _sentence.Length, Array.MaxLength))];
        }

        return _sentence.AsSpan(0, Encoding.UTF8.GetChars(sentence, _sentence));
    }
}
