using System;
using System.IO;
using System.IO.Hashing;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Reads an input file once, to know its hash and its slices.</summary>
/// <param name="sliceBytes">The length of a slice.</param>
/// <param name="maxPieceBytes">The longest line that is not rejected.</param>
internal sealed class FileScanner(long sliceBytes, int maxPieceBytes)
{
    private readonly byte[] _buffer = new byte[RecordInput.DefaultBufferBytes];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="lines">Which lines are records.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="RunException">It changed meanwhile.</exception>
    public ScannedFile Scan(string path, LineRecords lines, CancellationToken cancellation)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        FileStamp stamp = FileStamp.Of(file.SafeFileHandle);
        SliceCutter? cutter = lines == LineRecords.None || InputDecoder.IsCompressed(path) ? null : new SliceCutter(lines, stamp.Bytes, sliceBytes, maxPieceBytes);
        XxHash128 hash = new();
        long length = 0;
        int count;
        while ((count = file.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, count);
            hash.Append(bytes);
            cutter?.Append(bytes);
            length += count;
        }

        if (length != stamp.Bytes || FileStamp.Of(file.SafeFileHandle) != stamp)
        {
            throw ShardInput.Changed(path);
        }

        Hash128 whole = Hash128.Of(hash);
        return new ScannedFile(stamp, whole, cutter?.End(whole) ?? [new InputSlice(0, length, 1, 0, -1, whole)]);
    }
}
