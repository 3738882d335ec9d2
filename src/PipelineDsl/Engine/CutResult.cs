using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>The marks of a deduplication, for the phase after it.</summary>
/// <param name="info">The deduplication.</param>
/// <param name="marks">The marks, sealed.</param>
/// <param name="first">The number of each shard's first document, and behind them the number of all.</param>
internal sealed class CutResult(CutInfo info, SortedRuns<DedupMark> marks, long[] first) : IDisposable
{
    /// <summary>The deduplication.</summary>
    public CutInfo Info => info;

    /// <summary>The number of a shard's first document.</summary>
    public long FirstOf(int shard) => first[shard];

    /// <summary>The shard of a document.</summary>
    public int ShardOf(long document)
    {
        int at = Array.BinarySearch(first, document);

        // Of several shards that begin with one number all but the last are empty.
        for (at = at < 0 ? ~at - 1 : at; at + 1 < first.Length - 1 && first[at + 1] == document; at++)
        {
        }

        return at;
    }

    /// <summary>Opens the marks of a shard's documents.</summary>
    public ShardMarks Open(int shard) => new(marks, first[shard], first[shard + 1]);

    /// <inheritdoc/>
    public void Dispose() => marks.Dispose();
}

/// <summary>Walks through the marks of one shard's documents.</summary>
internal sealed class ShardMarks : IDisposable
{
    private readonly SortedRunReader<DedupMark>? _reader;
    private readonly List<(int Start, int End)> _cuts = [];
    private DedupMark _next;
    private bool _any;

    public ShardMarks(SortedRuns<DedupMark> marks, long first, long end)
    {
        if (end > first)
        {
            _reader = marks.Read((ulong)first, (ulong)end - 1);
            _any = _reader.TryRead(out _next);
        }
    }

    /// <summary>Whether the document is dropped.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>The document kept in its stead, or <see cref="DedupMarks.Indexed"/>.</summary>
    public long Kept { get; private set; }

    /// <summary>The stretches to cut, in order, none overlapping or touching another.</summary>
    public IReadOnlyList<(int Start, int End)> Cuts => _cuts;

    /// <summary>The cluster's id.</summary>
    public long ClusterId { get; private set; }

    /// <summary>The cluster's size.</summary>
    public long ClusterSize { get; private set; }

    /// <summary>Reads what is said of a document; documents must come in ascending order.</summary>
    public void MoveTo(long document)
    {
        IsDropped = false;
        _cuts.Clear();
        ClusterId = document;
        ClusterSize = 1;
        while (_any && _next.Document <= (ulong)document)
        {
            if (_next.Document == (ulong)document)
            {
                Take();
            }

            _any = _reader!.TryRead(out _next);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

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
