using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>A shard's 128-bit keys with a number each, in the order of its documents: written while documents stream by, read when all shards are done.</summary>
/// <remarks>24 bytes an entry, little-endian.</remarks>
internal sealed class KeyFile(Stream stream) : IDisposable
{
    private const int EntryBytes = 24;
    private const int FlushAt = EntryBytes << 11;
    private readonly TextBuffer _buffer = new(FlushAt + EntryBytes);

    /// <summary>Appends a key and its number.</summary>
    public void Write(Hash128 key, long number)
    {
        Span<byte> entry = _buffer.Reserve(EntryBytes);
        key.WriteLittleEndian(entry);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], number);
        _buffer.Advance(EntryBytes);
        if (_buffer.Length >= FlushAt)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        stream.Dispose();
    }

    /// <summary>Reads a file's entries and disposes of the stream.</summary>
    public static IEnumerable<(Hash128 Key, long Number)> Read(Stream stream)
    {
        using (stream)
        {
            byte[] entry = new byte[EntryBytes];
            while (stream.ReadAtLeast(entry, EntryBytes, throwOnEndOfStream: false) == EntryBytes)
            {
                yield return (Hash128.ReadLittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(16)));
            }
        }
    }

    private void Flush()
    {
        stream.Write(_buffer.Bytes);
        _buffer.Clear();
    }
}
