using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>The two files of one indexed dataset (Megatron-LM, megatron/core/datasets/indexed_dataset.py).</summary>
/// <remarks>
/// <c>.idx</c>, little-endian: <c>MMIDIDX\0\0</c>; version 1 (uint64); code of the data type (byte: 4 int32, 8 uint16); number of sequences N and of document borders D = N + 1 (uint64 each); N lengths in
/// tokens (int32); N offsets into <c>.bin</c> in bytes (int64); D borders as places among the sequences, beginning with 0 (int64).
/// </remarks>
internal sealed class IndexedFiles
{
    private const int FlushAt = 1 << 16;
    private const byte Int32Code = 4;
    private const byte UInt16Code = 8;

    private readonly TokenStream _ids;
    private readonly DatasetFile _bin;
    private readonly DatasetFile _index;
    private readonly Stream _lengths;
    private readonly TextBuffer _buffer = new(FlushAt + 256);
    private long _count;

    /// <summary>Creates the files.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="name">The dataset's name.</param>
    /// <param name="width">The bytes of an id.</param>
    public IndexedFiles(DatasetContext context, string name, int width)
    {
        _ids = new TokenStream(width);
        _bin = context.Create(context.FileName(name, ".bin"));
        _index = context.Create(context.FileName(name, ".idx"));
        _lengths = context.CreateScratch();
    }

    /// <summary>The data type, as NumPy has it.</summary>
    public string TypeName => _ids.Width == 2 ? "uint16" : "int32";

    /// <summary>Writes a sequence.</summary>
    public void Write(ReadOnlySpan<int> ids)
    {
        _ids.Write(ids, _bin);
        _buffer.AppendInt32(ids.Length);
        _count++;
        if (_buffer.Length >= FlushAt)
        {
            FlushTo(_lengths);
        }
    }

    /// <summary>Writes the index.</summary>
    public void Finish()
    {
        FlushTo(_lengths);
        _buffer.Append("MMIDIDX\0\0"u8);
        _buffer.AppendInt64(1);
        _buffer.Append(_ids.Width == 2 ? UInt16Code : Int32Code);
        _buffer.AppendInt64(_count);
        _buffer.AppendInt64(_count + 1);
        FlushTo(_index);

        _lengths.Position = 0;
        _lengths.CopyTo(_index);

        _lengths.Position = 0;
        using (BufferedStream lengths = new(_lengths, FlushAt))
        {
            long offset = 0;
            Span<byte> length = stackalloc byte[sizeof(int)];
            for (long i = 0; i < _count; i++)
            {
                lengths.ReadExactly(length);
                AppendToIndex(offset);
                offset += (long)BinaryPrimitives.ReadInt32LittleEndian(length) * _ids.Width;
            }
        }

        for (long i = 0; i <= _count; i++)
        {
            AppendToIndex(i);
        }

        FlushTo(_index);
    }

    private void AppendToIndex(long value)
    {
        _buffer.AppendInt64(value);
        if (_buffer.Length >= FlushAt)
        {
            FlushTo(_index);
        }
    }

    private void FlushTo(Stream stream)
    {
        stream.Write(_buffer.Bytes);
        _buffer.Clear();
    }
}
