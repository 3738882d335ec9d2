using System;

namespace PipelineDsl.Benchmarks;

/// <summary>Sorting a million records with hashes as keys, as a run is sorted before it is written, against sorting them by comparison alone.</summary>
internal sealed class SortRatio : IRatio
{
    private const int Records = 1 << 20;

    /// <inheritdoc/>
    public string Name => "sort";

    /// <inheritdoc/>
    public unsafe void Run(string? corpus, RatioRun run)
    {
        Random random = new(5);
        ExactRecord[] source = new ExactRecord[Records];
        for (int i = 0; i < source.Length; i++)
        {
            source[i] = new ExactRecord((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(), SurvivorOrder.Unranked, (ulong)i, 0, 0);
        }

        ExactRecord[] records = new ExactRecord[Records];
        ExactRecord[] scratch = new ExactRecord[Records];
        long bytes = (long)Records * sizeof(ExactRecord);
        run.Add("ours", bytes, Records, () =>
        {
            source.CopyTo(records, 0);
            _ = RangeSort.Sort(records.AsSpan(), scratch);
        });
        run.Add("by comparison", bytes, Records, () =>
        {
            source.CopyTo(records, 0);
            records.AsSpan().Sort(static (a, b) => ExactRecord.Compare(in a, in b));
        });
        run.Print();
    }
}
