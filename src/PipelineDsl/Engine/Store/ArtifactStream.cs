using System;
using System.IO;
using System.IO.Hashing;

namespace PipelineDsl.Engine;

/// <summary>An artifact while it is written, from front to back: counted and hashed on the way. It has no buffer: write large pieces.</summary>
internal sealed class ArtifactStream : Stream
{
    private const int WriteBytes = 4 << 20;
    private readonly ActionStore _store;
    private readonly FileStream _file;
    private readonly XxHash128 _hash = new();
    private long _length;
    private long _begun;
    private bool _closed;

    /// <summary>Creates the file.</summary>
    internal ArtifactStream(ActionStore store, string path)
    {
        _store = store;
        FullName = path;
        try
        {
            _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(store.Directory, path, exception);
        }
    }

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
        set => throw new NotSupportedException("an artifact is written from front to back");
    }

    /// <summary>The file's full name.</summary>
    public string FullName { get; }

    /// <summary>The XXH3-128 of what was written so far.</summary>
    public Hash128 Hash => Hash128.Of(_hash);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _file.Write(buffer);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(_store.Directory, FullName, exception);
        }

        _hash.Append(buffer);
        _length += buffer.Length;
        if (!_store.IsTransient && _length - _begun >= WriteBytes)
        {
            FileSystemCalls.BeginWriting(_file.SafeFileHandle, _begun, _length - _begun);
            _begun = _length;
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <summary>Nothing: what is written is with the system at once.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Closes the file without waiting for the disk: it is to be deleted.</summary>
    internal void Abandon()
    {
        _closed = true;
        _file.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            try
            {
                if (!_store.IsTransient)
                {
                    RandomAccess.FlushToDisk(_file.SafeFileHandle);
                }
            }
            catch (Exception exception) when (StoreFailure.Is(exception))
            {
                throw StoreFailure.Of(_store.Directory, FullName, exception);
            }
            finally
            {
                _file.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
