using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PipelineDsl;

/// <summary>Sorted records that lie one after the other in a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Offset">The first record's place, in bytes.</param>
/// <param name="Count">The number of records.</param>
/// <param name="MovedBy">What records are moved by when they are read (<see cref="ISortedRecord{T}.Moved"/>); 0 leaves them.</param>
internal readonly record struct SortedRun(string Path, long Offset, long Count, ulong MovedBy = 0)
{
    /// <summary>The place of the first record whose range is not below a bound, found by bisection.</summary>
    public static unsafe long LowerBound<T>(SafeFileHandle file, long offset, long count, ulong bound)
        where T : unmanaged, ISortedRecord<T>
    {
        long low = 0;
        long high = count;
        T record = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<T>(ref record));
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            Read(file, bytes, offset + (middle * sizeof(T)));
            if (T.Range(in record) < bound)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Fills a span from a place in a file.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public static void Read(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("a file of sorted records is shorter than it was written");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
