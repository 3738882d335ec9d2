using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl;

/// <summary>Takes records as bytes, one after the other.</summary>
internal interface IBytesSink
{
    /// <summary>Takes a record, whose bytes are the sender's again after the call.</summary>
    void Accept(ReadOnlySpan<byte> record);
}

/// <summary>Sorts records of any number by 128-bit keys in bounded memory: what does not fit is scattered into cells by the key's next byte, and each cell is sorted on its own.</summary>
/// <remarks>
/// Keys are expected to be hashes, so that cells are of about the same size. A cell that still does not fit is scattered again by the byte that follows. Records with one
/// key keep the order in which they came. So the result is a function of the records alone, whatever the memory is.
/// </remarks>
internal sealed class RecordSorter : IDisposable
{
    private const int Cells = 256;
    private const int HeadBytes = 20; // key and length
    private const int EntryBytes = 32; // what the table takes for a record
    private const int DeepestLevel = 15;

    private readonly ITemporaryFiles _files;
    private readonly string _name;
    private readonly int _memory;
    private readonly int _level;
    private readonly Storage _storage;
    private Cell[]? _cells;

    /// <summary>Creates a sorter.</summary>
    /// <param name="files">Where to put cells.</param>
    /// <param name="name">What the names of the files begin with.</param>
    /// <param name="memory">Bytes of records to hold in memory.</param>
    public RecordSorter(ITemporaryFiles files, string name, int memory)
        : this(files, name, memory, 0, new Storage())
    {
    }

    private RecordSorter(ITemporaryFiles files, string name, int memory, int level, Storage storage)
    {
        _files = files;
        _name = name;
        _memory = memory;
        _level = level;
        _storage = storage;
    }

    /// <summary>Adds a record.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="record">Its bytes.</param>
    public void Add(UInt128 key, ReadOnlySpan<byte> record)
    {
        if (_cells is null)
        {
            if (_storage.Bytes + HeadBytes + EntryBytes + record.Length <= _memory || _storage.Entries.Count == 0 || _level > DeepestLevel)
            {
                _storage.Add(key, record);
                return;
            }

            Scatter();
        }

        AddToCell(key, record);
    }

    /// <summary>Hands over all records, in the order of their keys.</summary>
    public void Drain(IBytesSink sink)
    {
        if (_cells is null)
        {
            _storage.Drain(sink);
            return;
        }

        foreach (Cell cell in _cells)
        {
            cell.Close();
        }

        for (int i = 0; i < Cells; i++)
        {
            if (_cells[i].Count > 0)
            {
                string name = CellName(i);
                using (RecordSorter sorter = new(_files, name, _memory, _level + 1, _storage))
                {
                    using (FileStream file = _files.Open(name))
                    {
                        Read(file, sorter);
                    }

                    _files.Delete(name);
                    sorter.Drain(sink);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Cell cell in _cells ?? [])
        {
            cell.Close();
        }
    }

    private void Read(FileStream file, RecordSorter sorter)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        TextBuffer record = _storage.Record;
        while (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) == HeadBytes)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(head[16..]);
            record.Clear();
            file.ReadExactly(record.Reserve(length));
            record.Advance(length);
            sorter.Add(BinaryPrimitives.ReadUInt128LittleEndian(head), record.Bytes);
        }
    }

    /// <summary>Moves what is in memory into cells.</summary>
    private void Scatter()
    {
        int buffer = Math.Clamp(_memory / 4 / Cells, 1 << 10, 1 << 18);
        _cells = new Cell[Cells];
        for (int i = 0; i < Cells; i++)
        {
            _cells[i] = new Cell(_files, CellName(i), buffer);
        }

        foreach ((UInt128 key, int start) in _storage.Entries)
        {
            AddToCell(key, _storage.RecordAt(start));
        }

        _storage.Clear();
    }

    private string CellName(int cell) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_name}-{cell:x2}");

    private void AddToCell(UInt128 key, ReadOnlySpan<byte> record) => _cells![(int)(key >> (120 - (8 * _level))) & (Cells - 1)].Add(key, record);

    /// <summary>Records in memory, shared by the sorters of all levels: one at a time holds any.</summary>
    private sealed class Storage
    {
        private readonly TextBuffer _bytes = new();

        public List<(UInt128 Key, int Start)> Entries { get; } = [];

        /// <summary>What a record is read into.</summary>
        public TextBuffer Record { get; } = new();

        public long Bytes => _bytes.Length + ((long)EntryBytes * Entries.Count);

        public void Add(UInt128 key, ReadOnlySpan<byte> record)
        {
            Entries.Add((key, _bytes.Length));
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.Reserve(sizeof(int)), record.Length);
            _bytes.Advance(sizeof(int));
            _bytes.Append(record);
        }

        public ReadOnlySpan<byte> RecordAt(int start)
        {
            ReadOnlySpan<byte> rest = _bytes.Bytes[start..];
            return rest.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(rest));
        }

        public void Drain(IBytesSink sink)
        {
            Entries.Sort(static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Start.CompareTo(b.Start));
            foreach ((_, int start) in Entries)
            {
                sink.Accept(RecordAt(start));
            }

            Clear();
        }

        public void Clear()
        {
            Entries.Clear();
            _bytes.Clear();
        }
    }

    /// <summary>A file of the records whose keys have the same next byte, created when the first comes.</summary>
    private sealed class Cell(ITemporaryFiles files, string name, int bufferBytes)
    {
        private FileStream? _file;
        private TextBuffer? _buffer;

        public long Count { get; private set; }

        public void Add(UInt128 key, ReadOnlySpan<byte> record)
        {
            _buffer ??= new TextBuffer(bufferBytes + HeadBytes);
            Span<byte> head = _buffer.Reserve(HeadBytes);
            BinaryPrimitives.WriteUInt128LittleEndian(head, key);
            BinaryPrimitives.WriteInt32LittleEndian(head[16..], record.Length);
            _buffer.Advance(HeadBytes);
            Count++;
            if (record.Length >= bufferBytes)
            {
                Flush();
                _file!.Write(record);
                return;
            }

            _buffer.Append(record);
            if (_buffer.Length >= bufferBytes)
            {
                Flush();
            }
        }

        public void Close()
        {
            if (_buffer is { Length: > 0 })
            {
                Flush();
            }

            _buffer = null;
            _file?.Dispose();
            _file = null;
        }

        private void Flush()
        {
            _file ??= files.Create(name);
            _file.Write(_buffer!.Bytes);
            _buffer.Clear();
        }
    }
}
