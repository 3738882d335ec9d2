using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>Reads the sketches of a shard, in the order of its documents.</summary>
public sealed class SketchReader : IDisposable
{
    private readonly FileStream _stream;
    private readonly long _first;
    private readonly long _start;
    private byte[] _bytes = new byte[1 << 12];
    private int _length;
    private long _next;

    /// <summary>Reads a file, or a part of one.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="first">The number of the first document.</param>
    /// <param name="start">Where the sketches begin.</param>
    /// <param name="length">Their bytes. Default: to the file's end.</param>
    internal SketchReader(FileStream stream, long first, long start = 0, long? length = null)
    {
        _stream = stream;
        _first = first;
        _start = start;
        Length = length ?? stream.Length - start;
        if (start > 0)
        {
            stream.Position = start;
        }
    }

    /// <summary>The bytes of all sketches, with what stands before each.</summary>
    internal long Length { get; }

    /// <summary>The document's number.</summary>
    public long Document { get; private set; }

    /// <summary>Its sketch, until the next one is read.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Where the sketch's bytes lie among the shard's sketches, for <see cref="ReadAt"/>.</summary>
    public long Offset { get; private set; }

    /// <summary>Reads the next document that has a sketch.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        if (_next == Length)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[SketchWriter.HeadBytes];
        _stream.ReadExactly(head);
        Document = _first + BinaryPrimitives.ReadInt64LittleEndian(head);
        _length = BinaryPrimitives.ReadInt32LittleEndian(head[sizeof(long)..]);
        Offset = _next + head.Length;
        _next = Offset + _length;
        Reserve(_length);
        _stream.ReadExactly(_bytes, 0, _length);
        return true;
    }

    /// <summary>Reads a sketch, or a part of one, again. This may be mixed with <see cref="Read"/>, but takes the place of <see cref="Bytes"/>.</summary>
    /// <param name="offset">Where it begins: <see cref="Offset"/>, or later.</param>
    /// <param name="length">How many bytes; not beyond the sketch.</param>
    public ReadOnlySpan<byte> ReadAt(long offset, int length)
    {
        Reserve(length);
        SortedRun.Read(_stream.SafeFileHandle, _bytes.AsSpan(0, length), _start + offset);
        _length = length;
        return Bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Reserve(int length)
    {
        if (_bytes.Length < length)
        {
            _bytes = new byte[Math.Max(length, (int)Math.Min(Array.MaxLength, 2L * _bytes.Length))];
        }
    }
}
