using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>Writes the sketches of a shard's documents, and their ranks if they have any. A sketch is the document's number in its shard (int64), its length (int32) and its bytes.</summary>
internal sealed class SketchWriter(Stream sketches, Stream? ranks) : IDisposable
{
    /// <summary>The bytes before a sketch.</summary>
    public const int HeadBytes = 12;

    private const int FlushAt = 1 << 17;
    private readonly TextBuffer _sketches = new(FlushAt + (1 << 12));
    private readonly TextBuffer _ranks = new(1 << 12);

    /// <summary>Writes a document's sketch, unless it is empty, and its rank.</summary>
    /// <param name="number">Its number in the shard, from 0, one more than the last.</param>
    /// <param name="sketch">What its component wrote.</param>
    /// <param name="rank">Its rank.</param>
    public void Write(long number, Sketch sketch, double rank)
    {
        if (ranks is not null)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(_ranks.Reserve(sizeof(double)), rank);
            _ranks.Advance(sizeof(double));
            if (_ranks.Length >= FlushAt)
            {
                Flush(ranks, _ranks);
            }
        }

        if (sketch.IsEmpty)
        {
            return;
        }

        Span<byte> head = _sketches.Reserve(HeadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(head, number);
        BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(long)..], sketch.Bytes.Length);
        _sketches.Advance(HeadBytes);
        _sketches.Append(sketch.Bytes);
        if (_sketches.Length >= FlushAt)
        {
            Flush(sketches, _sketches);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush(sketches, _sketches);
        sketches.Dispose();
        if (ranks is not null)
        {
            Flush(ranks, _ranks);
            ranks.Dispose();
        }
    }

    private static void Flush(Stream stream, TextBuffer buffer)
    {
        stream.Write(buffer.Bytes);
        buffer.Clear();
    }
}

/// <summary>Reads the sketches of a shard, in the order of its documents.</summary>
public sealed class SketchReader : IDisposable
{
    private readonly FileStream _stream;
    private readonly long _first;
    private byte[] _bytes = new byte[1 << 12];
    private int _length;
    private long _next;

    internal SketchReader(FileStream stream, long first)
    {
        _stream = stream;
        _first = first;
    }

    /// <summary>The document's number.</summary>
    public long Document { get; private set; }

    /// <summary>Its sketch, until the next one is read.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Where the sketch's bytes lie in the shard's file, for <see cref="ReadAt"/>.</summary>
    public long Offset { get; private set; }

    /// <summary>Reads the next document that has a sketch.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        Span<byte> head = stackalloc byte[SketchWriter.HeadBytes];
        if (_stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == 0)
        {
            return false;
        }

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
        SortedRun.Read(_stream.SafeFileHandle, _bytes.AsSpan(0, length), offset);
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

/// <summary>Reads the ranks of a shard's documents: by ascending numbers, so that the file is read through once.</summary>
public sealed class RankReader : IDisposable
{
    private readonly FileStream? _stream;
    private readonly long _first;
    private long _next;

    internal RankReader(FileStream? stream, long first)
    {
        _stream = stream;
        _first = first;
    }

    /// <summary>The place of a document in the order of survivors: of duplicates the one with the smallest survives. 0 is left for documents of an index, which come before all others.</summary>
    /// <param name="document">The document's number, in this shard, not below that of the call before.</param>
    public ulong OrderOf(long document)
    {
        if (_stream is null)
        {
            return SurvivorOrder.Unranked;
        }

        long number = document - _first;
        if (number != _next)
        {
            _stream.Position = number * sizeof(double);
        }

        _next = number + 1;
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        _stream.ReadExactly(bytes);
        return SurvivorOrder.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes));
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();
}
