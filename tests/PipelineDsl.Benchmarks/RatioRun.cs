using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>A benchmark that compares ours with named baselines in one process.</summary>
internal interface IRatio
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="corpus">The JSON-lines file that the user gave, or null for the benchmark's own.</param>
    /// <param name="run">Takes the variants and prints the results.</param>
    void Run(string? corpus, RatioRun run);
}

/// <summary>Runs variants interleaved, in thread CPU time, and prints the median of the rounds as ratios.</summary>
internal sealed class RatioRun(string name, int rounds = 7)
{
    private readonly List<(string Label, long Bytes, long Documents, Func<long> Pass)> _variants = [];

    /// <summary>Adds a variant; the first added is ours, the others are baselines.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="bytes">Bytes of input that one pass works through.</param>
    /// <param name="documents">Documents that one pass works through.</param>
    /// <param name="pass">One pass over the input.</param>
    public void Add(string label, long bytes, long documents, Action pass) => AddTimed(label, bytes, documents, () =>
    {
        long start = ThreadTime.Nanoseconds;
        pass();
        return ThreadTime.Nanoseconds - start;
    });

    /// <summary>Adds a variant that measures itself, such as another process.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="bytes">Bytes of input that one pass works through.</param>
    /// <param name="documents">Documents that one pass works through.</param>
    /// <param name="pass">One pass over the input; gives the nanoseconds of CPU time that it took.</param>
    public void AddTimed(string label, long bytes, long documents, Func<long> pass) => _variants.Add((label, bytes, documents, pass));

    /// <summary>Measures and prints <c>NAME LABEL ours MB/s, baseline MB/s, ratio X</c> and <c>NAME allocated B/document</c>.</summary>
    /// <param name="allocatedInPass">
    /// What our last pass allocated, where that is to be counted without what it allocates once (default: everything that the pass allocates).
    /// </param>
    public void Print(Func<long>? allocatedInPass = null)
    {
        var times = _variants.ToDictionary(static v => v.Label, static _ => new List<double>());
        long allocated = long.MaxValue;
        foreach (var variant in _variants)
        {
            _ = variant.Pass();
            _ = variant.Pass();
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (var (label, bytes, _, pass) in _variants)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long spent = pass();
                if (label == _variants[0].Label)
                {
                    long whole = GC.GetAllocatedBytesForCurrentThread() - before;
                    allocated = Math.Min(allocated, allocatedInPass?.Invoke() ?? whole);
                }

                times[label].Add(bytes * 1000.0 / spent);
            }
        }

        double ours = Median(times[_variants[0].Label]);
        foreach (var (label, _, _, _) in _variants.Skip(1))
        {
            double baseline = Median(times[label]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {label} ours {ours:F1} MB/s, baseline {baseline:F1} MB/s, ratio {ours / baseline:F2}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} allocated {(double)allocated / _variants[0].Documents:0.###} B/document"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
