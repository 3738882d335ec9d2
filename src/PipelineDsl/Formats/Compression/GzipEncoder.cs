using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>Writes one gzip member (RFC 1952) whose header says nothing of time, name or machine.</summary>
/// <remarks><see cref="GZipStream"/> writes the operating system's number into the header; this writes 255, "unknown".</remarks>
internal sealed class GzipEncoder : Stream
{
    private readonly Stream _output;
    private readonly DeflateStream _deflate;
    private readonly Crc32 _crc = new();
    private uint _length;
    private readonly bool _leaveOpen;
    private bool _any;
    private bool _ended;

    /// <summary>Begins a member.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="level">How hard to try.</param>
    /// <param name="leaveOpen">Whether <paramref name="output"/> stays open when the member ends.</param>
    public GzipEncoder(Stream output, CompressionLevel level, bool leaveOpen)
    {
        _output = output;
        _leaveOpen = leaveOpen;
        _output.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
        _deflate = new DeflateStream(output, level, leaveOpen: true);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _any |= !buffer.IsEmpty;
        _crc.Append(buffer);
        _length = unchecked(_length + (uint)buffer.Length);
        _deflate.Write(buffer);
    }

    /// <inheritdoc/>
    public override void Flush() => _deflate.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            _deflate.Dispose();
            if (!_any)
            {
                _output.Write([3, 0]); // DeflateStream writes nothing at all for no content: a final empty block belongs there
            }

            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
            _output.Write(trailer);
            if (!_leaveOpen)
            {
                _output.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
