using System;

namespace PipelineDsl;

/// <summary>Cuts texts into words, the same way for benchmarks and documents, so that they can be compared.</summary>
internal interface IContaminationWords
{
    /// <summary>A hash of each word of the last text.</summary>
    ReadOnlySpan<ulong> Hashes { get; }

    /// <summary>Where each word starts in the text, in bytes; empty if the words are those of a changed text.</summary>
    ReadOnlySpan<int> Starts { get; }

    /// <summary>Where each word ends (exclusive) in the text, in bytes; empty if the words are those of a changed text.</summary>
    ReadOnlySpan<int> Ends { get; }

    /// <summary>Cuts a text.</summary>
    void Split(PaddedText text);

    /// <summary>Appends a word of the last text as it is compared.</summary>
    void AppendWord(int index, TextBuffer output);
}
