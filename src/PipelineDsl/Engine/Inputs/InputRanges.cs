using System;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace PipelineDsl.Engine;

/// <summary>An input of which any stretches can be read, several at a time.</summary>
internal abstract class InputRanges : IDisposable
{
    /// <summary>Its length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a stretch; what lies far away is asked for at once.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    public abstract InputContent Open(long offset, long length);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Stretches of a file.</summary>
/// <param name="path">The file.</param>
/// <exception cref="IOException">It cannot be opened.</exception>
internal sealed class FileRanges(string path) : InputRanges
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);

    /// <inheritdoc/>
    public override long Length => RandomAccess.GetLength(_file);

    /// <inheritdoc/>
    public override InputContent Open(long offset, long length) => new Stretch(_file, offset);

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    private sealed class Stretch(SafeFileHandle file, long offset) : InputContent
    {
        private long _offset = offset;

        public override FileStamp Stamp => FileStamp.Of(file);

        public override int Read(Span<byte> buffer)
        {
            int count = RandomAccess.Read(file, buffer, _offset);
            _offset += count;
            return count;
        }

        public override void Dispose()
        {
            // The file is closed with the input.
        }
    }
}

/// <summary>Stretches of an object, in one version.</summary>
/// <param name="buckets">Where it lies, and how it is read.</param>
/// <param name="address">The object.</param>
/// <param name="version">The version that it must have.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class ObjectRanges(ObjectBuckets buckets, ObjectAddress address, string version, long length, CancellationToken cancellation) : InputRanges
{
    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override InputContent Open(long offset, long length)
    {
        ObjectContent content = new(buckets, address, version, FileStamp.Of(Length, version), offset, length, cancellation);
        content.Start();
        return content;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Each stretch has its own requests.
    }
}
