using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Sorts records in place, compiled for their type: no delegate is called and nothing is allocated, as the framework's sort does with a comparer.</summary>
/// <remarks>Quicksort with the median of three; short stretches by insertion; stretches that quicksort cuts badly by a heap (Musser's introsort, 1997), so that no input takes longer than n·log n.</remarks>
internal static class RecordSort
{
    private const int Short = 16;

    /// <summary>Sorts records.</summary>
    public static void Sort<T>(Span<T> records)
        where T : unmanaged, ISortedRecord<T>
        => Sort(records, 2 * BitOperations.Log2((uint)records.Length | 1));

    private static void Sort<T>(Span<T> records, int depth)
        where T : unmanaged, ISortedRecord<T>
    {
        while (records.Length > Short)
        {
            if (depth-- == 0)
            {
                SortByHeap(records);
                return;
            }

            int pivot = Partition(records);
            Sort(records[(pivot + 1)..], depth);
            records = records[..pivot];
        }

        SortByInsertion(records);
    }

    /// <summary>Puts what is not greater than some record to its left, what is not smaller to its right.</summary>
    /// <returns>The place of that record.</returns>
    private static int Partition<T>(Span<T> records)
        where T : unmanaged, ISortedRecord<T>
    {
        int last = records.Length - 1;
        ref T first = ref MemoryMarshal.GetReference(records);
        ref T middle = ref Unsafe.Add(ref first, last >> 1);
        ref T end = ref Unsafe.Add(ref first, last);
        Order(ref first, ref middle);
        Order(ref first, ref end);
        Order(ref middle, ref end);

        // The first is not greater and the last not smaller than the pivot, which waits before the last: so neither walk leaves the stretch.
        T pivot = middle;
        ref T waiting = ref Unsafe.Add(ref first, last - 1);
        Swap(ref middle, ref waiting);
        int left = 0;
        int right = last - 1;
        while (true)
        {
            while (T.Compare(in Unsafe.Add(ref first, ++left), in pivot) < 0)
            {
            }

            while (T.Compare(in pivot, in Unsafe.Add(ref first, --right)) < 0)
            {
            }

            if (left >= right)
            {
                break;
            }

            Swap(ref Unsafe.Add(ref first, left), ref Unsafe.Add(ref first, right));
        }

        Swap(ref Unsafe.Add(ref first, left), ref waiting);
        return left;
    }

    private static void SortByInsertion<T>(Span<T> records)
        where T : unmanaged, ISortedRecord<T>
    {
        for (int i = 1; i < records.Length; i++)
        {
            T record = records[i];
            int place = i;
            for (; place > 0 && T.Compare(in record, in records[place - 1]) < 0; place--)
            {
                records[place] = records[place - 1];
            }

            records[place] = record;
        }
    }

    private static void SortByHeap<T>(Span<T> records)
        where T : unmanaged, ISortedRecord<T>
    {
        for (int i = (records.Length / 2) - 1; i >= 0; i--)
        {
            Sink(records, i);
        }

        for (int i = records.Length - 1; i > 0; i--)
        {
            Swap(ref records[0], ref records[i]);
            Sink(records[..i], 0);
        }
    }

    /// <summary>Moves a record down until none below it is greater.</summary>
    private static void Sink<T>(Span<T> records, int place)
        where T : unmanaged, ISortedRecord<T>
    {
        T record = records[place];
        for (int child = (2 * place) + 1; child < records.Length; child = (2 * place) + 1)
        {
            if (child + 1 < records.Length && T.Compare(in records[child], in records[child + 1]) < 0)
            {
                child++;
            }

            if (T.Compare(in record, in records[child]) >= 0)
            {
                break;
            }

            records[place] = records[child];
            place = child;
        }

        records[place] = record;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Order<T>(ref T a, ref T b)
        where T : unmanaged, ISortedRecord<T>
    {
        if (T.Compare(in b, in a) < 0)
        {
            Swap(ref a, ref b);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);
}
