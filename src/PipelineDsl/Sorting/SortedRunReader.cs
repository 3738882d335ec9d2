using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PipelineDsl;

/// <summary>Reads the records of several runs in one order; for one thread.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class SortedRunReader<T> : IDisposable
    where T : unmanaged, ISortedRecord<T>
{
    private const int LeastBuffer = 4096;
    private const int MostBuffer = 1 << 20;

    private readonly Dictionary<string, SafeFileHandle> _handles = new(StringComparer.Ordinal);
    private readonly List<Cursor> _cursors = [];
    private readonly List<Cursor> _heap = []; // a binary heap by the cursors' next records

    internal SortedRunReader(IReadOnlyCollection<SortedRun> runs, ulong from, ulong to, long memory)
    {
        int buffer = (int)Math.Clamp(memory / Math.Max(1, runs.Count), LeastBuffer, MostBuffer);
        try
        {
            foreach (SortedRun run in runs)
            {
                Cursor cursor = new(Handle(run.Path), run, from, to, buffer);
                _cursors.Add(cursor);
                if (cursor.MoveNext())
                {
                    _heap.Add(cursor);
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        for (int i = (_heap.Count / 2) - 1; i >= 0; i--)
        {
            Sink(i);
        }
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end.</returns>
    public bool TryRead(out T record)
    {
        if (_heap.Count == 0)
        {
            record = default;
            return false;
        }

        Cursor first = _heap[0];
        record = first.Current;
        if (!first.MoveNext())
        {
            _heap[0] = _heap[^1];
            _heap.RemoveAt(_heap.Count - 1);
        }

        if (_heap.Count > 1)
        {
            Sink(0);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heap.Clear();
        foreach (Cursor cursor in _cursors)
        {
            cursor.Dispose();
        }

        foreach (SafeFileHandle handle in _handles.Values)
        {
            handle.Dispose();
        }
    }

    private SafeFileHandle Handle(string path)
    {
        if (!_handles.TryGetValue(path, out SafeFileHandle? handle))
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            _handles.Add(path, handle);
        }

        return handle;
    }

    private void Sink(int place)
    {
        Cursor cursor = _heap[place];
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= _heap.Count)
            {
                break;
            }

            if (child + 1 < _heap.Count && T.Compare(in _heap[child + 1].Current, in _heap[child].Current) < 0)
            {
                child++;
            }

            if (T.Compare(in cursor.Current, in _heap[child].Current) <= 0)
            {
                break;
            }

            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = cursor;
    }

    /// <summary>Walks through the records of one run.</summary>
    private sealed unsafe class Cursor : IDisposable
    {
        private readonly SafeFileHandle _file;
        private readonly NativeBuffer<T> _buffer;
        private readonly ulong _movedBy;
        private long _offset;
        private long _left;
        private int _next;
        private int _filled;

        public Cursor(SafeFileHandle file, SortedRun run, ulong from, ulong to, int buffer)
        {
            _file = file;
            _movedBy = run.MovedBy;
            long first = from == 0 ? 0 : SortedRun.LowerBound<T>(file, run.Offset, run.Count, from);
            long end = to == ulong.MaxValue ? run.Count : SortedRun.LowerBound<T>(file, run.Offset, run.Count, to + 1);
            _offset = run.Offset + (first * sizeof(T));
            _left = Math.Max(0, end - first);
            _buffer = new NativeBuffer<T>((int)Math.Min(_left, Math.Max(1, buffer / sizeof(T))));
        }

        public ref readonly T Current => ref _buffer.Start[_next];

        public void Dispose() => _buffer.Dispose();

        public bool MoveNext()
        {
            if (++_next < _filled)
            {
                return true;
            }

            _filled = (int)Math.Min(_left, _buffer.Length);
            _next = 0;
            if (_filled == 0)
            {
                return false;
            }

            Span<byte> bytes = MemoryMarshal.AsBytes(_buffer.Span[.._filled]);
            SortedRun.Read(_file, bytes, _offset);
            _offset += bytes.Length;
            _left -= _filled;
            if (_movedBy != 0)
            {
                foreach (ref T record in _buffer.Span[.._filled])
                {
                    record = T.Moved(in record, _movedBy);
                }
            }

            return true;
        }
    }
}
