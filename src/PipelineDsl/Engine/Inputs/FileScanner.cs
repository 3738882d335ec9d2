using System;
using System.IO;
using System.IO.Hashing;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Reads an input once, to know its hash and its slices.</summary>
/// <param name="places">Opens it.</param>
/// <param name="sliceBytes">The length of a slice.</param>
/// <param name="maxPieceBytes">The longest line that is not rejected.</param>
internal sealed class FileScanner(InputPlaces places, long sliceBytes, int maxPieceBytes)
{
    private readonly byte[] _buffer = new byte[RecordInput.DefaultBufferBytes];

    /// <summary>Reads an input.</summary>
    /// <param name="file">The input.</param>
    /// <param name="lines">Which lines are records.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="RunException">It changed meanwhile.</exception>
    public ScannedFile Scan(InputFile file, LineRecords lines, CancellationToken cancellation)
    {
        using InputContent content = places.Open(file.Path, file.Object?.Version, file.Object?.Length ?? 0, 0, file.Object?.Length ?? long.MaxValue, cancellation);
        FileStamp stamp = content.Stamp;
        SliceCutter? cutter = lines == LineRecords.None || InputDecoder.IsCompressed(file.Path) ? null : new SliceCutter(lines, stamp.Bytes, sliceBytes, maxPieceBytes);
        XxHash128 hash = new();
        long length = 0;
        int count;
        while ((count = Fill(content)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, count);
            hash.Append(bytes);
            cutter?.Append(bytes);
            length += count;
        }

        if (length != stamp.Bytes || content.Stamp != stamp)
        {
            throw ShardInput.Changed(file.Path);
        }

        Hash128 whole = Hash128.Of(hash);
        return new ScannedFile(stamp, whole, cutter?.End(whole) ?? [new InputSlice(0, length, 1, 0, -1, whole)]);
    }

    private int Fill(InputContent content)
    {
        int filled = 0;
        int count;
        while (filled < _buffer.Length && (count = content.Read(_buffer.AsSpan(filled))) > 0)
        {
            filled += count;
        }

        return filled;
    }
}
