using System;
using System.IO;
using System.IO.Compression;

namespace PipelineDsl;

/// <summary>Decompresses gzip (RFC 1952): any number of members, one after the other.</summary>
/// <remarks>
/// <see cref="GZipStream"/> checks each member's CRC and length, but takes a file that ends in the middle of a member, or goes on with something that
/// is no member, for complete. So the file is given to it with one more member behind its last byte, which holds a mark. GZipStream asks for input only
/// when it has handed out all that the earlier input gives; hence after the mark was given it must hand out exactly the mark and then end.
/// If the file is cut, the mark is taken for a part of the unfinished member and does not come out whole; if something else follows the last member,
/// GZipStream does not get to the mark at all. A file of 0 bytes is corrupt: whoever writes gzip writes at least a header.
/// </remarks>
internal sealed class GzipDecoder : InputDecoder
{
    private static readonly byte[] s_mark = "end of this file: a38a6e1f4f9c4f5b"u8.ToArray();
    private static readonly byte[] s_markMember = StoredMember(s_mark);

    private readonly MarkedStream _file;
    private readonly GZipStream _gzip;

    /// <summary>Decompresses a file, which is disposed with this.</summary>
    public GzipDecoder(Stream file)
    {
        _file = new MarkedStream(file, s_markMember);
        _gzip = new GZipStream(_file, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> destination)
    {
        int count = ReadSome(destination);
        if (!_file.MarkGiven)
        {
            return count > 0 ? count : throw new CorruptInputException("the gzip data are followed by bytes that are no gzip member");
        }

        if (_file.Length == 0)
        {
            throw new CorruptInputException("the gzip file is empty");
        }

        CheckMark(destination[..count]);
        return 0;
    }

    /// <inheritdoc/>
    public override void Dispose() => _gzip.Dispose();

    private static byte[] StoredMember(ReadOnlySpan<byte> content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GzipEncoder(member, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return member.ToArray();
    }

    private int ReadSome(Span<byte> destination)
    {
        try
        {
            return _gzip.Read(destination);
        }
        catch (InvalidDataException e)
        {
            throw new CorruptInputException(_file.MarkGiven ? "the gzip data end too early" : $"the gzip data are corrupt: {e.Message}", e);
        }
    }

    /// <summary>Checks that what comes out behind the file's end is the mark, beginning with <paramref name="read"/>, and nothing else.</summary>
    private void CheckMark(ReadOnlySpan<byte> read)
    {
        byte[] found = new byte[s_mark.Length + 1];
        int length = Math.Min(read.Length, found.Length);
        read[..length].CopyTo(found);
        int count;
        while (length > 0 && length < found.Length && (count = ReadSome(found.AsSpan(length))) > 0)
        {
            length += count;
        }

        if (!found.AsSpan(0, length).SequenceEqual(s_mark))
        {
            throw new CorruptInputException("the gzip data end too early");
        }
    }

    /// <summary>A stream followed by a mark.</summary>
    private sealed class MarkedStream(Stream file, byte[] mark) : ForwardStream
    {
        private long _length;
        private int _given = -1;

        /// <summary>Whether the stream has ended and some of the mark was given.</summary>
        public bool MarkGiven => _given >= 0;

        /// <summary>The number of bytes read so far, without the mark.</summary>
        public override long Length => _length;

        public override int Read(Span<byte> buffer)
        {
            if (_given < 0)
            {
                int count = file.Read(buffer);
                if (count > 0)
                {
                    _length += count;
                    return count;
                }

                _given = 0;
            }

            int rest = Math.Min(buffer.Length, mark.Length - _given);
            mark.AsSpan(_given, rest).CopyTo(buffer);
            _given += rest;
            return rest;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
