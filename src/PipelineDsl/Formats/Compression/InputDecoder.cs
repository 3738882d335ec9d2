using System;
using System.IO;

namespace PipelineDsl;

/// <summary>Gives the decompressed bytes of a file.</summary>
internal abstract class InputDecoder : IDisposable
{
    /// <summary>The decoder that a file's name asks for: <c>.gz</c>, <c>.zst</c>, or none.</summary>
    /// <param name="file">The file; the decoder disposes it.</param>
    /// <param name="name">The file's name.</param>
    public static InputDecoder For(Stream file, string name)
        => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GzipDecoder(file)
        : name.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? new ZstdDecoder(file)
        : new PlainDecoder(file);

    /// <summary>Whether the file of a name is compressed.</summary>
    public static bool IsCompressed(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".zst", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads some bytes.</summary>
    /// <param name="destination">Where to; not empty.</param>
    /// <returns>How many; 0 only at the proper end of the file.</returns>
    /// <exception cref="CorruptInputException">The compressed data are damaged or end too early.</exception>
    public abstract int Read(Span<byte> destination);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Says that compressed data are damaged or end too early.</summary>
internal sealed class CorruptInputException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The bytes as they are.</summary>
internal sealed class PlainDecoder(Stream file) : InputDecoder
{
    /// <inheritdoc/>
    public override int Read(Span<byte> destination) => file.Read(destination);

    /// <inheritdoc/>
    public override void Dispose() => file.Dispose();
}
