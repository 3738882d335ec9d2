using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace PipelineDsl.Engine;

/// <summary>The marks of a deduplication, for the phase after it: one file of marks in the order of the documents, and where those of each shard lie in it.</summary>
/// <remarks>
/// A shard's marks number its documents from 0 and say nothing that the next phase does not look at. So they are the same bytes, with the same hash, if nothing changed for the shard, whatever
/// became of the documents before it: its task in the next phase is then known.
/// </remarks>
internal sealed class CutMarks
{
    private readonly Func<Stream> _open;
    private readonly Action _corrupt;
    private readonly long[] _first;
    private readonly (long At, long Count, Hash128 Hash)[] _shards;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="info">The deduplication.</param>
    /// <param name="table">Where the table stands.</param>
    /// <param name="open">Opens the file of marks.</param>
    /// <param name="corrupt">Called when marks are not those that were written; throws.</param>
    public CutMarks(CutInfo info, BinaryReader table, Func<Stream> open, Action corrupt)
    {
        Info = info;
        _open = open;
        _corrupt = corrupt;
        _shards = new (long, long, Hash128)[table.ReadInt32()];
        _first = new long[_shards.Length + 1];
        long at = 0;
        for (int shard = 0; shard < _shards.Length; shard++)
        {
            _first[shard + 1] = table.ReadInt64();
            long count = table.ReadInt64();
            _shards[shard] = (at, count, new Hash128(table.ReadUInt64(), table.ReadUInt64()));
            at += count;
        }
    }

    /// <summary>The deduplication.</summary>
    public CutInfo Info { get; }

    /// <summary>Writes the marks.</summary>
    /// <param name="info">The deduplication.</param>
    /// <param name="marks">The marks, sealed.</param>
    /// <param name="first">The number of each shard's first document, and behind them the number of all.</param>
    /// <param name="file">Gets the marks.</param>
    /// <param name="table">Gets where they are.</param>
    /// <param name="withPlaces">Whether to tell also in whose stead a document is dropped, which the next phase does not need.</param>
    public static void Write(CutInfo info, SortedRuns<DedupMark> marks, ReadOnlySpan<long> first, Stream file, BinaryWriter table, bool withPlaces)
    {
        using SortedRunReader<DedupMark> reader = marks.Read();
        using RecordWriter<DedupMark> writer = new(file);
        bool any = reader.TryRead(out DedupMark next);
        table.Write(first.Length - 1);
        for (int shard = 0; shard < first.Length - 1; shard++)
        {
            XxHash128 hash = new();
            long count = 0;
            DedupMark last = new(ulong.MaxValue, 0, 0, 0);
            for (; any && next.Document < (ulong)first[shard + 1]; any = reader.TryRead(out next))
            {
                if (next.Kind == DedupMark.Cluster && !info.TellsClusters)
                {
                    continue;
                }

                bool isTold = next.Kind switch { DedupMark.Drop => withPlaces, DedupMark.Cluster => info.TellsClusterIds, _ => true };
                DedupMark mark = next with { Document = next.Document - (ulong)first[shard], First = isTold ? next.First : 0 };
                if (mark != last)
                {
                    writer.Write(in mark);
                    hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<DedupMark>(in mark)));
                    count++;
                    last = mark;
                }
            }

            Hash128 sum = count == 0 ? default : Hash128.Of(hash);
            table.Write(first[shard + 1]);
            table.Write(count);
            table.Write(sum.Upper);
            table.Write(sum.Lower);
        }
    }

    /// <summary>The hash of a shard's marks; 0 if it has none.</summary>
    public Hash128 HashOf(int shard) => _shards[shard].Hash;

    /// <summary>The number of a shard's first document.</summary>
    public long FirstOf(int shard) => _first[shard];

    /// <summary>The shard of a document.</summary>
    public int ShardOf(long document)
    {
        int at = Array.BinarySearch(_first, document);

        // Of several shards that begin with one number all but the last are empty.
        for (at = at < 0 ? ~at - 1 : at; at + 1 < _first.Length - 1 && _first[at + 1] == document; at++)
        {
        }

        return at;
    }

    /// <summary>Opens the marks of a shard's documents.</summary>
    public ShardMarks Open(int shard)
    {
        (long at, long count, Hash128 hash) = _shards[shard];
        if (count == 0)
        {
            return new ShardMarks(Stream.Null, 0, _first[shard], _corrupt);
        }

        Stream file = _open();
        try
        {
            // Before anything is done with them: stretches that are cut must lie in their texts.
            if (HashOf(file, at * ShardMarks.MarkBytes, count * ShardMarks.MarkBytes) != hash)
            {
                _corrupt();
            }

            file.Seek(at * ShardMarks.MarkBytes, SeekOrigin.Begin);
            return new ShardMarks(file, count, _first[shard], _corrupt);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Hash128 HashOf(Stream file, long at, long bytes)
    {
        XxHash128 hash = new();
        byte[] buffer = new byte[1 << 15];
        file.Seek(at, SeekOrigin.Begin);
        while (bytes > 0)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes));
            if (read == 0)
            {
                break;
            }

            hash.Append(buffer.AsSpan(0, read));
            bytes -= read;
        }

        return Hash128.Of(hash);
    }
}

/// <summary>Walks through the marks of one shard's documents.</summary>
internal sealed class ShardMarks : IDisposable
{
    /// <summary>The bytes of a mark.</summary>
    public const int MarkBytes = 32;

    private readonly Stream _file;
    private readonly long _first;
    private readonly Action _corrupt;
    private readonly List<(int Start, int End)> _cuts = [];
    private long _left;
    private DedupMark _next;
    private bool _any;

    /// <summary>Begins before the first document.</summary>
    /// <param name="file">Stands at the first mark.</param>
    /// <param name="count">The number of marks.</param>
    /// <param name="first">The number of the shard's first document.</param>
    /// <param name="corrupt">Called when they are not those that were written; throws.</param>
    public ShardMarks(Stream file, long count, long first, Action corrupt)
    {
        _file = file;
        _left = count;
        _first = first;
        _corrupt = corrupt;
        _any = TryRead();
    }

    /// <summary>Whether the document is dropped.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>The document kept in its stead, or <see cref="DedupMarks.Indexed"/>, if marks were written with places.</summary>
    public long Kept { get; private set; }

    /// <summary>The stretches to cut, in order, none overlapping or touching another.</summary>
    public IReadOnlyList<(int Start, int End)> Cuts => _cuts;

    /// <summary>The cluster's id; -1 if the document is alone.</summary>
    public long ClusterId { get; private set; }

    /// <summary>The cluster's size.</summary>
    public long ClusterSize { get; private set; }

    /// <summary>Reads what is said of a document; documents must come in ascending order.</summary>
    public void MoveTo(long document)
    {
        IsDropped = false;
        _cuts.Clear();
        ClusterId = -1;
        ClusterSize = 1;
        ulong own = (ulong)(document - _first);
        while (_any && _next.Document <= own)
        {
            if (_next.Document == own)
            {
                Take();
            }

            _any = TryRead();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool TryRead()
    {
        if (_left == 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MarkBytes];
        if (_file.ReadAtLeast(bytes, MarkBytes, throwOnEndOfStream: false) < MarkBytes)
        {
            _corrupt();
        }

        _left--;
        _next = MemoryMarshal.Read<DedupMark>(bytes);
        return true;
    }

    private void Take()
    {
        switch (_next.Kind)
        {
            case DedupMark.Drop:
                if (!IsDropped)
                {
                    IsDropped = true;
                    Kept = (long)_next.First;
                }

                break;
            case DedupMark.Cut:
                int start = (int)_next.First;
                int end = start + (int)_next.Second;
                if (_cuts.Count > 0 && start <= _cuts[^1].End)
                {
                    _cuts[^1] = (_cuts[^1].Start, Math.Max(end, _cuts[^1].End));
                }
                else
                {
                    _cuts.Add((start, end));
                }

                break;
            default:
                ClusterId = (long)_next.First;
                ClusterSize = (long)_next.Second;
                break;
        }
    }
}
