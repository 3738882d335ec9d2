using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

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
