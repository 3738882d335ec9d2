using System;
using System.IO;

namespace PipelineDsl;

/// <summary>Writes token ids to a stream, little-endian, with the width that the vocabulary asks for.</summary>
/// <param name="width">The bytes of an id: 2 or 4.</param>
internal sealed class TokenStream(int width)
{
    private readonly TextBuffer _bytes = new();

    /// <summary>The bytes of an id.</summary>
    public int Width => width;

    /// <summary>Writes ids.</summary>
    public void Write(ReadOnlySpan<int> ids, Stream stream)
    {
        _bytes.Clear();
        TokenBytes.Append(ids, width, _bytes);
        stream.Write(_bytes.Bytes);
    }
}
