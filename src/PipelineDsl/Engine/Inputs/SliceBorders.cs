using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace PipelineDsl.Engine;

/// <summary>Where a plain file of lines is cut into slices.</summary>
/// <remarks>
/// A slice ends at the first line end at which it is as long as asked for. A rest of less than two lengths stays whole, and so does a line, however long: where a slice ends depends on the bytes before it and on the
/// file's length only, and bytes that are added to a file change its last slice alone. Of the bytes before it only where the slice begins counts: so the borders are found by looking at a few bytes of each slice.
/// </remarks>
/// <param name="fileBytes">The file's length.</param>
/// <param name="sliceBytes">The length of a slice.</param>
internal readonly struct SliceBorders(long fileBytes, long sliceBytes)
{
    private const int LookBytes = 64 << 10;

    /// <summary>Whether a line end ends a slice.</summary>
    /// <param name="start">Where the slice begins.</param>
    /// <param name="position">Where the next line begins.</param>
    public bool Cuts(long start, long position) => position - start >= sliceBytes && !IsLast(start) && position < fileBytes;

    /// <summary>Whether what begins there stays whole.</summary>
    public bool IsLast(long start) => fileBytes - start < 2 * sliceBytes;

    /// <summary>Where the slices of a file begin, without reading it through.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public List<long> Find(SafeFileHandle file, CancellationToken cancellation)
    {
        byte[] bytes = new byte[LookBytes];
        List<long> starts = [0];
        while (!IsLast(starts[^1]))
        {
            long next = NextLine(file, starts[^1] + sliceBytes - 1, bytes, cancellation);
            if (next >= fileBytes)
            {
                break;
            }

            starts.Add(next);
        }

        return starts;
    }

    /// <summary>Where the line begins that comes after the first line end at a position or behind; the file's length if there is none.</summary>
    private long NextLine(SafeFileHandle file, long position, byte[] bytes, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = RandomAccess.Read(file, bytes, position);
            int at = bytes.AsSpan(0, count).IndexOf((byte)'\n');
            if (at >= 0 || count == 0)
            {
                return at >= 0 ? position + at + 1 : fileBytes;
            }

            position += count;
        }
    }
}
