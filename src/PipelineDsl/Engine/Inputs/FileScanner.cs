using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Reads inputs once, to know their hashes and slices.</summary>
/// <param name="places">Opens them.</param>
/// <param name="sliceBytes">The length of a slice.</param>
/// <param name="maxPieceBytes">The longest line that is not rejected.</param>
internal sealed class FileScanner(InputPlaces places, long sliceBytes, int maxPieceBytes)
{
    private readonly byte[] _buffer = new byte[RecordInput.DefaultBufferBytes];

    /// <summary>
    /// What is to be read of an input: a stretch for each slice of a file, so that they can be read at the same time; all else is one stretch. Of an object too, each range of which is a request: it is read
    /// from front to back.
    /// </summary>
    /// <param name="file">The input.</param>
    /// <param name="isCut">Whether it is cut into slices.</param>
    /// <param name="sliceBytes">The length of a slice.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static InputStretch[] Divide(InputFile file, bool isCut, long sliceBytes, CancellationToken cancellation)
    {
        if (!isCut || file.Object is not null)
        {
            FileStamp known = InputPlaces.StampOf(file);
            return [new InputStretch(known, 0, known.Bytes)];
        }

        using FileStream content = new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        FileStamp stamp = FileStamp.Of(content.SafeFileHandle);
        List<long> starts = new SliceBorders(stamp.Bytes, sliceBytes).Find(content.SafeFileHandle, cancellation);
        InputStretch[] stretches = new InputStretch[starts.Count];
        for (int i = 0; i < stretches.Length; i++)
        {
            stretches[i] = new InputStretch(stamp, starts[i], (i + 1 < stretches.Length ? starts[i + 1] : stamp.Bytes) - starts[i]);
        }

        return stretches;
    }

    /// <summary>Reads a stretch.</summary>
    /// <param name="file">The input.</param>
    /// <param name="lines">Which lines are records.</param>
    /// <param name="stretch">What is read of it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="RunException">It changed since it was divided.</exception>
    public ScannedStretch Scan(InputFile file, LineRecords lines, InputStretch stretch, CancellationToken cancellation)
    {
        using InputContent content = places.Open(file.Path, file.Object?.Version, file.Object?.Length ?? 0, stretch.Offset, stretch.Length, cancellation);
        SliceCutter? cutter = lines == LineRecords.None || InputDecoder.IsCompressed(file.Path) ? null : new SliceCutter(lines, new SliceBorders(stretch.Stamp.Bytes, sliceBytes), stretch.Offset, maxPieceBytes);
        XxHash128 hash = new();
        long left = stretch.Length;
        int count;
        while ((count = Fill(content, left)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, count);
            if (cutter is null)
            {
                hash.Append(bytes);
            }
            else
            {
                cutter.Append(bytes);
            }

            left -= count;
        }

        if (left > 0 || content.Stamp != stretch.Stamp)
        {
            throw ShardInput.Changed(file.Path);
        }

        return cutter?.End() ?? new ScannedStretch([new InputSlice(stretch.Offset, stretch.Length, 1, 0, -1, Hash128.Of(hash))], 0, 0);
    }

    private int Fill(InputContent content, long most)
    {
        Span<byte> buffer = _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, most));
        int filled = 0;
        int count;
        while (filled < buffer.Length && (count = content.Read(buffer[filled..])) > 0)
        {
            filled += count;
        }

        return filled;
    }
}

/// <summary>What is read of an input at once.</summary>
/// <param name="Stamp">What the storage said of the input when it was divided.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct InputStretch(FileStamp Stamp, long Offset, long Length);

/// <summary>What a stretch holds.</summary>
/// <param name="Slices">Its slices, at least one; lines and records are counted from where the stretch begins.</param>
/// <param name="Lines">The number of its lines.</param>
/// <param name="Records">The number of its records.</param>
internal readonly record struct ScannedStretch(IReadOnlyList<InputSlice> Slices, long Lines, long Records);
