using System;
using System.IO;
using System.IO.Hashing;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl;

/// <summary>An output file of a dataset while it is written: a stream that is hashed on the way, and whose first bytes can be filled in later.</summary>
public sealed class DatasetFile : Stream
{
    private const int FlushAt = 1 << 18;
    private readonly FileStream _file;
    private readonly TextBuffer _buffer = new(FlushAt + (1 << 16));
    private readonly XxHash128 _hash = new();
    private long _length;
    private bool _patched;
    private bool _closed;

    /// <summary>Wraps a file.</summary>
    /// <param name="name">Its name, relative to the output folder.</param>
    /// <param name="file">Open for reading and writing, empty.</param>
    internal DatasetFile(string name, FileStream file)
    {
        Name = name;
        _file = file;
    }

    /// <summary>The file's name, relative to the output folder.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_closed;

    /// <summary>The bytes written so far.</summary>
    public override long Length => _length;

    /// <summary>The bytes written so far.</summary>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException("a dataset file is written from front to back; Patch fills in what was left out");
    }

    /// <summary>The XXH3-128 of the file's bytes; valid once it is closed.</summary>
    internal Hash128 Hash { get; private set; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _length += buffer.Length;
        if (_buffer.Length + buffer.Length > FlushAt)
        {
            WriteBuffer();
        }

        if (buffer.Length >= FlushAt)
        {
            WriteThrough(buffer);
        }
        else
        {
            _buffer.Append(buffer);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }

    /// <summary>Replaces bytes that were written before, such as a count in a header.</summary>
    /// <param name="offset">Where, from the file's beginning.</param>
    /// <param name="bytes">What; it must not go beyond what was written.</param>
    public void Patch(long offset, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + bytes.Length, _length, nameof(offset));
        WriteBuffer();
        RandomAccess.Write(_file.SafeFileHandle, bytes, offset);
        _patched = true;
    }

    /// <inheritdoc/>
    public override void Flush() => WriteBuffer();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_closed)
        {
            _closed = true;
            WriteBuffer();
            _file.Flush(flushToDisk: true);
            Hash = _patched ? HashAgain() : Hash128.Of(_hash);
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteBuffer()
    {
        if (_buffer.Length > 0)
        {
            WriteThrough(_buffer.Bytes);
            _buffer.Clear();
        }
    }

    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _hash.Append(bytes);
    }

    /// <summary>The hash of what stands in the file after it was patched.</summary>
    private Hash128 HashAgain()
    {
        XxHash128 hash = new();
        _file.Position = 0;
        hash.Append(_file);
        return Hash128.Of(hash);
    }
}
