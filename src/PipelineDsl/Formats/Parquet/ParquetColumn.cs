using System;
using System.IO;

namespace PipelineDsl;

/// <summary>Gives the values of a column, one row after the other; of each row group as much is in memory as a page takes.</summary>
/// <param name="info">The column.</param>
/// <param name="decompressor">Decompresses its pages.</param>
internal sealed class ParquetColumn(ParquetColumnInfo info, PageDecompressor decompressor)
{
    private readonly PageBytes _bytes = new();
    private readonly ParquetValues _values = new(info);
    private byte[] _page = [];
    private HybridDecoder _present;
    private bool _hasLevels;
    private bool _hasPages;
    private int _left;
    private int _codec;

    /// <summary>Begins with the values of a row group.</summary>
    /// <param name="chunk">Where they lie.</param>
    /// <param name="stream">Their bytes.</param>
    public void Begin(ParquetChunk chunk, Stream stream)
    {
        _bytes.Begin(stream, chunk.Length);
        _values.Begin();
        _hasPages = false;
        _left = 0;
        _codec = chunk.Codec;
    }

    /// <summary>Sets the column's field to the value of the next row.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="CorruptInputException">The column is damaged.</exception>
    /// <exception cref="IOException">It needs something that is not read, or cannot be read.</exception>
    public void SetNext(Record record)
    {
        while (_left == 0)
        {
            try
            {
                NextPage();
            }
            catch (CorruptInputException exception)
            {
                throw new CorruptInputException($"column \"{info.Name}\": {exception.Message}", exception);
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException))
            {
                throw new IOException($"column \"{info.Name}\": {exception.Message}", exception);
            }
        }

        _left--;
        if (_hasLevels && _present.Next() == 0)
        {
            record.SetNull(info.Slot);
        }
        else
        {
            _values.SetNext(record);
        }
    }

    private void NextPage()
    {
        // A page is a gigabyte at most: others were not written as pages.
        const int Longest = 1 << 30;
        PageHeader header = _bytes.ReadHeader();
        if (header.Unpacked > Longest)
        {
            throw new IOException($"it has a page of {header.Unpacked} bytes, and pages of more than {Longest} are not read; write smaller ones");
        }

        int at = _bytes.Take(header);
        switch (header.Kind)
        {
            case PageHeader.Data:
                ReadData(header, at);
                break;
            case PageHeader.Data2:
                ReadData2(header, at);
                break;
            case PageHeader.Dictionary when !_hasPages:
                (byte[] data, int start, int end) = Unpack(at, header.Length, header.Unpacked, _codec);
                _values.ReadDictionary(data, start, end, header.Values, header.Encoding);
                break;
            case PageHeader.Dictionary:
                throw new CorruptInputException("a dictionary stands behind the values");
        }

        _hasPages |= header.Kind is PageHeader.Data or PageHeader.Data2;
    }

    private void ReadData(PageHeader header, int at)
    {
        (byte[] data, int start, int end) = Unpack(at, header.Length, header.Unpacked, _codec);
        _hasLevels = info.IsOptional;
        if (_hasLevels)
        {
            if (header.Levels != ParquetValues.Rle)
            {
                throw new IOException("its levels are bit-packed as they were before 2014; write the file with a newer library");
            }

            if (end - start < sizeof(int) || System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(start)) is < 0 or int.MaxValue)
            {
                throw BitPacking.Short();
            }

            int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(start));
            start += sizeof(int);
            if (length > end - start)
            {
                throw BitPacking.Short();
            }

            _present = new HybridDecoder(data, start, start + length, 1);
            start += length;
        }

        _values.BeginPage(data, start, end, header.Values, header.Encoding);
        _left = header.Values;
    }

    private void ReadData2(PageHeader header, int at)
    {
        int levels = header.RepetitionBytes + header.LevelBytes;
        _hasLevels = info.IsOptional && header.LevelBytes > 0;
        byte[] own = _bytes.Data;
        if (header.IsPacked && _codec != PageDecompressor.None)
        {
            (byte[] data, int start, int end) = Unpack(at + levels, header.Length - levels, header.Unpacked - levels, _codec);
            _values.BeginPage(data, start, end, header.Values, header.Encoding);
        }
        else
        {
            _values.BeginPage(own, at + levels, at + header.Length, header.Values, header.Encoding);
        }

        // Levels are never compressed; they stay where they were read until the next page is.
        _present = new HybridDecoder(own, at + header.RepetitionBytes, at + levels, 1);
        _left = header.Values;
    }

    /// <summary>Decompresses what was read; what is not compressed stays where it is.</summary>
    private (byte[] Data, int Start, int End) Unpack(int at, int length, int unpacked, int codec)
    {
        if (codec == PageDecompressor.None)
        {
            return length == unpacked ? (_bytes.Data, at, at + length) : throw new CorruptInputException("a page that is not compressed has two lengths");
        }

        if (_page.Length < unpacked)
        {
            _page = GC.AllocateUninitializedArray<byte>((int)Math.Max(unpacked, Math.Min(2L * _page.Length, 1 << 26)));
        }

        decompressor.Decompress(codec, _bytes.Data.AsSpan(at, length), _page.AsSpan(0, unpacked));
        return (_page, 0, unpacked);
    }
}
