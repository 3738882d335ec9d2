using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Collects records, sorts as many as fit into memory, and writes them as a run; for one thread.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class SortedRunWriter<T> : IDisposable
    where T : unmanaged, ISortedRecord<T>
{
    private const int FirstCapacity = 256;
    private readonly SortedRuns<T> _runs;
    private readonly int _capacity;
    private readonly List<SortedRun> _written = [];
    private readonly NativeBuffer<T> _records = new();
    private readonly NativeBuffer<T> _scratch = new();
    private int _count;
    private FileStream? _file;
    private string _path = "";

    internal unsafe SortedRunWriter(SortedRuns<T> runs, long memory)
    {
        _runs = runs;
        _capacity = (int)Math.Clamp(memory / (2 * sizeof(T)), 16, Array.MaxLength / sizeof(T)); // half of it is room to sort in
    }

    /// <summary>Adds a record.</summary>
    public void Add(in T record)
    {
        if (_count == _records.Length)
        {
            if (_count == _capacity)
            {
                Flush();
            }
            else
            {
                _records.Resize((int)Math.Min(_capacity, Math.Max(FirstCapacity, 2L * _count)));
            }
        }

        _records.Span[_count++] = record;
    }

    /// <summary>Writes what is left; the records then belong to the set.</summary>
    public void Dispose()
    {
        Flush();
        _file?.Dispose();
        _runs.AddRuns(_written);
        _written.Clear();
        _records.Dispose();
        _scratch.Dispose();
    }

    private unsafe void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        if (_scratch.Length < _count)
        {
            _scratch.Resize(_count);
        }

        Span<T> records = RangeSort.Sort(_records.Span[.._count], _scratch.Span);
        _file ??= _runs.CreateFile(out _path);
        _written.Add(new SortedRun(_path, _file.Position, _count));
        _file.Write(MemoryMarshal.AsBytes(records));
        _count = 0;
    }
}

/// <summary>Writes records as they come, in large pieces.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class RecordWriter<T>(Stream stream) : IDisposable
    where T : unmanaged
{
    private readonly T[] _records = new T[4096];
    private int _count;

    /// <summary>Writes a record.</summary>
    public void Write(in T record)
    {
        if (_count == _records.Length)
        {
            Flush();
        }

        _records[_count++] = record;
    }

    /// <summary>Writes what is left; the stream stays open.</summary>
    public void Dispose() => Flush();

    private void Flush()
    {
        stream.Write(MemoryMarshal.AsBytes(_records.AsSpan(0, _count)));
        _count = 0;
    }
}
