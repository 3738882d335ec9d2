using System;
using System.IO;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>The bytes of a column's pages, read as they are needed into memory that is used again.</summary>
internal sealed class PageBytes
{
    private const int LeastRead = 128 << 10;
    private const int LongestHeader = 16 << 20;
    private Stream _stream = Stream.Null;
    private long _unread;
    private int _next;
    private int _end;

    /// <summary>Holds what was read last; other memory after the next header.</summary>
    public byte[] Data { get; private set; } = [];

    /// <summary>Begins with other pages.</summary>
    /// <param name="stream">Their bytes.</param>
    /// <param name="length">How many there are.</param>
    public void Begin(Stream stream, long length)
    {
        _stream = stream;
        _unread = length;
        _next = 0;
        _end = 0;
    }

    /// <summary>Reads the header of the next page.</summary>
    /// <exception cref="CorruptInputException">There is none.</exception>
    public PageHeader ReadHeader()
    {
        for (int wanted = 256; ; wanted *= 2)
        {
            bool isAll = !TryFill(wanted);
            int length = PageHeader.TryRead(Data.AsSpan(_next, Math.Min(_end - _next, wanted)), out PageHeader header);
            if (length > 0)
            {
                _next += length;
                return header;
            }

            if (isAll || wanted > LongestHeader)
            {
                throw new CorruptInputException("its pages end before its last value");
            }
        }
    }

    /// <summary>Reads the page itself.</summary>
    /// <param name="header">Its header.</param>
    /// <returns>Where it begins in <see cref="Data"/>.</returns>
    /// <exception cref="CorruptInputException">It is not all there, or damaged.</exception>
    public int Take(in PageHeader header)
    {
        if (!TryFill(header.Length))
        {
            throw new CorruptInputException("a page reaches beyond its column");
        }

        int at = _next;
        _next += header.Length;
        if (header.Checksum is { } checksum && Crc32.HashToUInt32(Data.AsSpan(at, header.Length)) != (uint)checksum)
        {
            throw new CorruptInputException("a page is damaged: it does not have its checksum");
        }

        return at;
    }

    /// <summary>Reads until so many bytes are there.</summary>
    /// <returns>False if there are not so many.</returns>
    private bool TryFill(int wanted)
    {
        int held = _end - _next;
        if (held >= wanted)
        {
            return true;
        }

        bool isEnough = wanted - held <= _unread;
        int room = (int)Math.Min(Math.Max(wanted, LeastRead), held + _unread);
        if (Data.Length < room)
        {
            byte[] more = GC.AllocateUninitializedArray<byte>((int)Math.Max(room, Math.Min(2L * Data.Length, 1 << 26)));
            Data.AsSpan(_next, held).CopyTo(more);
            Data = more;
        }
        else
        {
            Data.AsSpan(_next, held).CopyTo(Data);
        }

        _next = 0;
        _end = held;
        while (_end < room)
        {
            int count = _stream.Read(Data.AsSpan(_end, room - _end));
            if (count == 0)
            {
                throw new CorruptInputException("the file has become shorter");
            }

            _end += count;
            _unread -= count;
        }

        return isEnough;
    }
}
