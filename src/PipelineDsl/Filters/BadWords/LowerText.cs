using System;

namespace PipelineDsl;

/// <summary>The memory of a step that looks at a text in lower case.</summary>
[Scratch]
public sealed class LowerText
{
    private readonly TextBuffer _buffer = new();

    /// <summary>The text as Python's <c>str.lower</c> makes it; valid until the next call.</summary>
    /// <param name="text">The text.</param>
    public PaddedText Of(ReadOnlySpan<byte> text)
    {
        _buffer.Clear();
        PythonLower.Append(text, _buffer);
        return _buffer.Text;
    }
}
