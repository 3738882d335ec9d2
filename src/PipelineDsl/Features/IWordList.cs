using System;

namespace PipelineDsl;

/// <summary>A feature that lists the words of the text, whatever its idea of a word.</summary>
public interface IWordList
{
    /// <summary>The number of words.</summary>
    int Count { get; }

    /// <summary>The text that the offsets refer to.</summary>
    ReadOnlySpan<byte> Text { get; }

    /// <summary>Where each word starts, in bytes.</summary>
    ReadOnlySpan<int> Starts { get; }

    /// <summary>Where each word ends (exclusive), in bytes.</summary>
    ReadOnlySpan<int> Ends { get; }
}
