using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace PipelineDsl;

/// <summary>A file as a reader of stretches sees it.</summary>
internal abstract class RecordRanges
{
    /// <summary>The file's length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a stretch.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How long it is; it lies within the file.</param>
    public abstract Stream Open(long offset, long length);
}

/// <summary>Stretches of an open file.</summary>
/// <param name="file">The file; whoever opened it closes it.</param>
internal sealed class FileStretches(FileStream file) : RecordRanges
{
    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override Stream Open(long offset, long length) => new Stretch(file.SafeFileHandle, offset, length);

    private sealed class Stretch(SafeFileHandle file, long offset, long length) : ForwardStream
    {
        private long _position;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int count = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, length - _position)], offset + _position);
            _position += count;
            return count;
        }
    }
}
