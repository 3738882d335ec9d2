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
    private const int RankFlushAt = 1 << 13;
    private readonly TextBuffer _sketches = new(FlushAt + (1 << 12));
    private readonly TextBuffer _ranks = new(ranks is null ? 0 : RankFlushAt + sizeof(double));

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
            if (_ranks.Length >= RankFlushAt)
            {
                Flush(ranks, _ranks);
            }
        }

        if (sketch.IsEmpty)
        {
            return;
        }

        WriteHead(_sketches.Reserve(HeadBytes), number, sketch.Bytes.Length);
        _sketches.Advance(HeadBytes);
        _sketches.Append(sketch.Bytes);
        if (_sketches.Length >= FlushAt)
        {
            Flush(sketches, _sketches);
        }
    }

    /// <summary>Writes what stands before a sketch.</summary>
    public static void WriteHead(Span<byte> head, long number, int length)
    {
        BinaryPrimitives.WriteInt64LittleEndian(head, number);
        BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(long)..], length);
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
