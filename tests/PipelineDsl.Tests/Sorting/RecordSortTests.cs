using System;
using System.Linq;
using System.Numerics;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Sorting;

/// <summary>Sorting records in place against LINQ, and against an enemy that makes up the order as it is asked.</summary>
public class RecordSortTests
{
    [Fact]
    public void RecordsAreSortedWhateverTheirOrderWas()
        => Gen.Select(Gen.OneOf(Gen.ULong, Gen.ULong[0, 3], Gen.ULong[0, 1000]).Array[0, 2000], Gen.Int[0, 3]).Sample(
            static (values, shape) =>
            {
                ulong[] given = shape switch
                {
                    0 => values,
                    1 => [.. values.Order()],
                    2 => [.. values.OrderDescending()],
                    _ => [.. values.Order(), .. values.OrderDescending()],
                };
                Edge[] records = [.. given.Select(static (v, i) => new Edge(v, (ulong)(i % 5)))];
                Edge[] expected = [.. records.OrderBy(static e => e.Node).ThenBy(static e => e.Other)];
                RecordSort.Sort<Edge>(records);
                Assert.Equal(expected, records);
            },
            iter: 300,
            threads: 1);

    /// <summary>McIlroy's "A killer adversary for quicksort" (1999): values are decided only when a comparison needs them, so that each pivot is one of the smallest.</summary>
    [Fact]
    public void NoInputTakesLong()
    {
        const int Count = 1 << 13;
        Enemy.Start(Count);
        Enemy[] records = [.. Enumerable.Range(0, Count).Select(static i => new Enemy(i))];
        RecordSort.Sort<Enemy>(records);
        Assert.InRange(Enemy.Comparisons, Count, 5L * Count * BitOperations.Log2(Count)); // quicksort alone: more than Count² / 4
        Assert.Equal(records.OrderBy(static r => Enemy.ValueOf(r.Number)).Select(static r => r.Number), records.Select(static r => r.Number));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        Random random = new(5);
        Edge[] records = new Edge[5000];
        long allocated = Allocation.OfCall(() =>
        {
            foreach (ref Edge record in records.AsSpan())
            {
                record = new Edge((ulong)random.NextInt64(), 1);
            }

            RecordSort.Sort<Edge>(records);
        });
        Assert.Equal(0, allocated);
        Assert.True(records.Zip(records.Skip(1)).All(static p => p.First.Node <= p.Second.Node));
    }

    private readonly record struct Enemy(int Number) : ISortedRecord<Enemy>
    {
        private static int[] s_values = [];
        private static int s_solid;
        private static int s_candidate;

        public static long Comparisons { get; private set; }

        public static void Start(int count)
        {
            s_values = [.. Enumerable.Repeat(int.MaxValue, count)];
            (s_solid, s_candidate, Comparisons) = (0, 0, 0);
        }

        public static int ValueOf(int number) => s_values[number];

        public static int Compare(in Enemy a, in Enemy b)
        {
            Comparisons++;
            if (s_values[a.Number] == int.MaxValue && s_values[b.Number] == int.MaxValue && a.Number != b.Number)
            {
                s_values[a.Number == s_candidate ? a.Number : b.Number] = s_solid++;
            }

            if (s_values[a.Number] == int.MaxValue)
            {
                s_candidate = a.Number;
            }
            else if (s_values[b.Number] == int.MaxValue)
            {
                s_candidate = b.Number;
            }

            return s_values[a.Number].CompareTo(s_values[b.Number]);
        }

        public static ulong Range(in Enemy record) => 0;
    }
}
