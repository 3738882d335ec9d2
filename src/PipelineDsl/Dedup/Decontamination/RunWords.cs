using System;

namespace PipelineDsl;

/// <summary>The words of <see cref="ShingleWords"/>: runs of word characters in lower case, Chinese and Japanese characters one by one.</summary>
internal sealed class RunWords : IContaminationWords
{
    private readonly ShingleWords _own = new();
    private ShingleWords _words;

    /// <summary>Creates an empty list.</summary>
    public RunWords() => _words = _own;

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> Hashes => _words.Hashes;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Starts => _words.Starts;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ends => _words.Ends;

    /// <inheritdoc/>
    public void Split(PaddedText text)
    {
        _words = _own;
        _own.Begin();
        _own.Split(text);
    }

    /// <summary>Takes a text that has been cut already.</summary>
    public void Take(ShingleWords words) => _words = words;

    /// <inheritdoc/>
    public void AppendWord(int index, TextBuffer output) => PythonLower.Append(_words.Text[_words.Starts[index].._words.Ends[index]], output);
}
