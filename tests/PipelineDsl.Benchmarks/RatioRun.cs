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
/// <remarks>All are warm, compiled for good and their data where it stays, before the first round; a pass that takes less than a clock can be trusted with is done several times a round.</remarks>
internal sealed class RatioRun(string name, int rounds = 7)
{
    private const long WarmUpNanoseconds = 500_000_000;
    private const long RoundNanoseconds = 500_000_000;
    private readonly List<Variant> _variants = [];

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
    public void AddTimed(string label, long bytes, long documents, Func<long> pass) => _variants.Add(new Variant(label, bytes, documents, pass, rounds));

    /// <summary>Measures and prints <c>NAME LABEL ours MB/s, baseline MB/s, ratio X</c> and <c>NAME allocated B/document</c>.</summary>
    /// <param name="allocatedInPass">
    /// What our last pass allocated, where that is to be counted without what it allocates once (default: everything that the pass allocates).
    /// </param>
    public void Print(Func<long>? allocatedInPass = null)
    {
        long allocated = long.MaxValue;
        foreach (Variant variant in _variants)
        {
            variant.WarmUp();
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (Variant variant in _variants)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                variant.Measure();
                if (variant == _variants[0])
                {
                    long whole = (GC.GetAllocatedBytesForCurrentThread() - before) / variant.Repeats;
                    allocated = Math.Min(allocated, allocatedInPass?.Invoke() ?? whole);
                }
            }
        }

        double ours = _variants[0].MegabytesPerSecond;
        foreach (Variant variant in _variants.Skip(1))
        {
            double baseline = variant.MegabytesPerSecond;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {variant.Label} ours {ours:F1} MB/s, baseline {baseline:F1} MB/s, ratio {ours / baseline:F2}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} allocated {(double)allocated / _variants[0].Documents:0.###} B/document"));
    }

    private sealed class Variant(string label, long bytes, long documents, Func<long> pass, int rounds)
    {
        private readonly List<double> _rates = new(rounds);

        public string Label => label;

        public long Documents => documents;

        public int Repeats { get; private set; } = 1;

        public double MegabytesPerSecond => _rates.Order().ElementAt(_rates.Count / 2);

        public void WarmUp()
        {
            long sum = 0;
            long last = 0;
            for (int i = 0; i < 2 || sum < WarmUpNanoseconds; i++)
            {
                last = Math.Max(1, pass());
                sum += last;
            }

            Repeats = (int)Math.Max(1, (RoundNanoseconds + last - 1) / last);
        }

        public void Measure()
        {
            long spent = 0;
            for (int i = 0; i < Repeats; i++)
            {
                spent += pass();
            }

            _rates.Add(bytes * 1000.0 * Repeats / spent);
        }
    }
}
