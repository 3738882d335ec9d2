using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl;

/// <summary>Any number of records of fixed size in sorted order, in bounded memory: tasks write them through <see cref="OpenWriter"/>, in buffers that are sorted and written as runs; <see cref="Read"/> merges the runs of a range.</summary>
/// <remarks>
/// What is read depends on the records alone, since their order is total. A run file belongs to one writer and holds runs one after the other; no index is needed to find a range, since
/// records have one size. Runs are merged in batches when there are too many to have a buffer each.
/// </remarks>
/// <typeparam name="T">The record.</typeparam>
public sealed class SortedRuns<T> : IDisposable
    where T : unmanaged, ISortedRecord<T>
{
    private const int MostRuns = 512;
    private const int LeastBuffer = 4096;

    private readonly ITemporaryFiles _files;
    private readonly string _name;
    private readonly long _memory;
    private readonly Lock _lock = new();
    private readonly List<SortedRun> _runs = [];
    private readonly List<string> _own = [];
    private int _created;

    /// <summary>Creates an empty set of runs.</summary>
    /// <param name="files">Where run files are put.</param>
    /// <param name="name">What their names begin with.</param>
    /// <param name="memory">Bytes that one writer or one merge may take.</param>
    internal SortedRuns(ITemporaryFiles files, string name, long memory)
    {
        _files = files;
        _name = name;
        _memory = Math.Max(memory, 4 * LeastBuffer);
    }

    /// <summary>The number of records.</summary>
    public long Count => _runs.Sum(static r => r.Count);

    /// <summary>How many runs one merge reads.</summary>
    private int FanIn => (int)Math.Clamp(_memory / LeastBuffer, 4, MostRuns);

    /// <summary>Opens a writer, which one thread may use; when it is disposed of its records belong to the set.</summary>
    public SortedRunWriter<T> OpenWriter() => new(this, _memory);

    /// <summary>Merges runs until one merge can read those that are left. Called once, when every writer is closed, before <see cref="Read"/>.</summary>
    public void Seal()
    {
        while (_runs.Count > FanIn)
        {
            // The shortest first, so that records are not copied more often than need be; names break ties.
            SortedRun[] batch = [.. _runs.OrderBy(static r => r.Count).ThenBy(static r => r.Path, StringComparer.Ordinal).ThenBy(static r => r.Offset).Take(Math.Min(FanIn, _runs.Count - FanIn + 1))];
            string name = NextName();
            long count = 0;
            using (FileStream file = _files.Create(name))
            using (RecordWriter<T> writer = new(file))
            using (SortedRunReader<T> reader = new(batch, 0, ulong.MaxValue, _memory))
            {
                while (reader.TryRead(out T record))
                {
                    writer.Write(in record);
                    count++;
                }
            }

            foreach (SortedRun run in batch)
            {
                _runs.Remove(run);
            }

            _runs.Add(new SortedRun(_files.FullName(name), 0, count));
            DeleteUnused();
        }
    }

    /// <summary>Reads the records of a range in order.</summary>
    /// <param name="from">The least <see cref="ISortedRecord{T}.Range"/>.</param>
    /// <param name="to">The greatest, included.</param>
    public SortedRunReader<T> Read(ulong from = 0, ulong to = ulong.MaxValue) => new(_runs, from, to, _memory);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string name in _own)
        {
            _files.Delete(name);
        }

        _own.Clear();
        _runs.Clear();
    }

    /// <summary>Adds records that lie sorted in a file that is not this set's own.</summary>
    internal void AddForeign(SortedRun run)
    {
        if (run.Count > 0)
        {
            _runs.Add(run);
        }
    }

    internal FileStream CreateFile(out string path)
    {
        string name = NextName();
        path = _files.FullName(name);
        return _files.Create(name);
    }

    internal void AddRuns(IEnumerable<SortedRun> runs)
    {
        lock (_lock)
        {
            _runs.AddRange(runs);
        }
    }

    private string NextName()
    {
        lock (_lock)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{_name}-{_created++}");
            _own.Add(name);
            return name;
        }
    }

    private void DeleteUnused()
    {
        HashSet<string> used = [.. _runs.Select(static r => r.Path)];
        foreach (string name in _own.Where(n => !used.Contains(_files.FullName(n))).ToArray())
        {
            _files.Delete(name);
            _own.Remove(name);
        }
    }
}
