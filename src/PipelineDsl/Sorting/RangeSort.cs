using System;
using System.Buffers;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Sorts records in memory: scatters them by the upper bits of their ranges, then sorts each bucket, which by then lies in the first-level cache.</summary>
/// <remarks>Hashes and document numbers are spread evenly, so buckets have about a hundred records; records of one range end up in one bucket and cost what comparing them costs.</remarks>
internal static class RangeSort
{
    private const int Least = 1024;
    private const int BucketRecords = 64;
    private const int MostBuckets = 1 << 14;

    /// <summary>Sorts records.</summary>
    /// <param name="records">What is sorted; afterwards of no meaning if the result lies in <paramref name="scratch"/>.</param>
    /// <param name="scratch">Room for as many.</param>
    /// <returns>The sorted records: one of the two.</returns>
    public static Span<T> Sort<T>(Span<T> records, Span<T> scratch)
        where T : unmanaged, ISortedRecord<T>
    {
        if (records.Length < Least)
        {
            RecordSort.Sort(records);
            return records;
        }

        ulong least = ulong.MaxValue;
        ulong greatest = 0;
        foreach (ref readonly T record in records)
        {
            ulong range = T.Range(in record);
            least = Math.Min(least, range);
            greatest = Math.Max(greatest, range);
        }

        int bits = BitOperations.Log2((uint)Math.Min(MostBuckets, records.Length / BucketRecords));
        int shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(greatest - least) - bits);
        int[] rented = ArrayPool<int>.Shared.Rent((int)((greatest - least) >> shift) + 1);
        Span<int> ends = rented.AsSpan(0, (int)((greatest - least) >> shift) + 1);
        ends.Clear();
        foreach (ref readonly T record in records)
        {
            ends[(int)((T.Range(in record) - least) >> shift)]++;
        }

        int start = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            int count = ends[i];
            ends[i] = start;
            start += count;
        }

        foreach (ref readonly T record in records)
        {
            scratch[ends[(int)((T.Range(in record) - least) >> shift)]++] = record;
        }

        start = 0;
        foreach (int end in ends)
        {
            RecordSort.Sort(scratch[start..end]);
            start = end;
        }

        ArrayPool<int>.Shared.Return(rented);
        return scratch[..records.Length];
    }
}
