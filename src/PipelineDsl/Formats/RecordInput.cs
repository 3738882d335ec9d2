using System;
using System.IO;

namespace PipelineDsl;

/// <summary>One input file, decompressed, as a reader sees it: piece after piece of UTF-8 bytes in pinned memory.</summary>
/// <remarks>
/// Files ending in <c>.gz</c> and <c>.zst</c> are decompressed. A piece is valid until the next is asked for and is followed by at least
/// <see cref="PaddedText.Padding"/> readable bytes.
/// </remarks>
public sealed class RecordInput : IDisposable
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What messages and rejects call it: the path relative to the source's folder, with forward slashes.</param>
    /// <param name="maxDocumentBytes">The longest piece that is given; a longer one is rejected as a whole.</param>
    public static RecordInput Open(string path, string name, int maxDocumentBytes) => throw new NotImplementedException();

    /// <summary>Reads from a stream of plain bytes.</summary>
    public static RecordInput FromStream(Stream stream, string name, int maxDocumentBytes) => throw new NotImplementedException();

    /// <summary>What messages call the file.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The longest text of a document, in bytes.</summary>
    public int MaxDocumentBytes => throw new NotImplementedException();

    /// <summary>The line, from 1, on which the last piece begins.</summary>
    public long Line => throw new NotImplementedException();

    /// <summary>The offset, in decompressed bytes, at which the last piece begins.</summary>
    public long Offset => throw new NotImplementedException();

    /// <summary>The last piece.</summary>
    public ReadOnlySpan<byte> Piece => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
