using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// A run with two workers against the same run with one, in elapsed time (target: 1.8 times on two idle cores), and its CPU time against that of the fused code alone, in one thread (target: at most 5 % more) and in two at
/// once; on one plain file and on several; on files of one record each, which is what a run costs beside its corpus; and by stage, where the CPU time goes.
/// </summary>
internal sealed class WorkersRatio : IRatio
{
    private const int Rounds = 5;
    private const int Copies = 32;

    /// <inheritdoc/>
    public string Name => "workers";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("pipelinedsl-workers-");
        try
        {
            byte[] lines = Read(corpus ?? TokenCorpus.FindShared("web20.jsonl.gz") ?? throw new FileNotFoundException("the benchmark needs JSON lines: name a file by --corpus, or put the shared data beside the repository"));
            Measure("one file", Write(folder, "one", lines, 1));
            Measure("several files", Write(folder, "several", lines, Copies));
            Measure("one record", Write(folder, "start", lines[..(lines.AsSpan().IndexOf((byte)'\n') + 1)], Copies));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(string label, string folder)
    {
        string[] files = Directory.GetFiles(folder, "*.jsonl");
        long bytes = files.Sum(static f => new FileInfo(f).Length);
        StageCpu one = new();
        StageCpu two = new();
        Variant[] variants =
        [
            new("bare loop", 1, () => Bare(files, folder, 0)),
            new("2 bare loops at once", 2, () => BareTwice(files, folder)),
            new("1 worker", 1, () => Engine(folder, 1, one = new StageCpu())),
            new("2 workers", 1, () => Engine(folder, 2, two = new StageCpu())),
        ];
        for (int round = -1; round < Rounds; round++) // once before the clock starts
        {
            foreach (Variant variant in variants)
            {
                long start = Stopwatch.GetTimestamp();
                ProcessTime before = ProcessTime.Now;
                variant.Kept = variant.Pass();
                if (round >= 0)
                {
                    variant.Cpu.Add((ProcessTime.Now - before).Cpu);
                    variant.Wall.Add(Stopwatch.GetElapsedTime(start));
                }
            }
        }

        if (variants.Any(v => v.Kept != variants[0].Kept))
        {
            throw new InvalidOperationException($"{label}: {string.Join(", ", variants.Select(static v => $"{v.Label} keeps {v.Kept}"))}");
        }

        foreach (Variant variant in variants)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label}, {variant.Label}: {Rate(variant, variant.Wall):F1} MB/s elapsed, {Rate(variant, variant.Cpu):F1} MB/s of CPU time, {Median(variant.Cpu) / variant.Corpora * 1000:F0} ms of it for a corpus"));
        }

        Console.WriteLine($"  {label}, CPU and elapsed time by stage in the last round: 1 worker: {one}; 2 workers: {two}");

        Print("elapsed, 1 worker", Rate(variants[3], variants[3].Wall), Rate(variants[2], variants[2].Wall));
        Print("CPU, bare loop", Rate(variants[3], variants[3].Cpu), Rate(variants[0], variants[0].Cpu));
        Print("CPU, 2 bare loops at once", Rate(variants[3], variants[3].Cpu), Rate(variants[1], variants[1].Cpu));

        double Rate(Variant variant, List<TimeSpan> times) => bytes * variant.Corpora / 1e6 / Median(times);

        static double Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalSeconds;

        void Print(string against, double ours, double theirs)
            => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"workers {label}, {against} ours {ours:F1} MB/s, baseline {theirs:F1} MB/s, ratio {ours / theirs:F2}"));
    }

    private static long Bare(string[] files, string folder, int thread)
    {
        using BareLoop loop = new(WorkersCorpus.Definition, Path.Combine(folder, $"bare-{thread}.bin"));
        foreach (string file in files)
        {
            loop.Read(file);
        }

        return loop.Kept;
    }

    /// <summary>Two loops at once, each over everything: what two threads cost each other without an engine, as they share caches and memory.</summary>
    private static long BareTwice(string[] files, string folder)
    {
        Task<long>[] loops = [.. Enumerable.Range(0, 2).Select(thread => Task.Factory.StartNew(() => Bare(files, folder, thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(loops);
        return loops[0].Result;
    }

    private static long Engine(string folder, int workers, StageCpu? stages)
    {
        RunOptions options = new() { ProjectDirectory = folder, OutputDirectory = Path.Combine(folder, "out"), Workers = workers, Observer = stages };
        long kept = WorkersCorpus.RunAsync(options, CancellationToken.None).GetAwaiter().GetResult().Kept;
        stages?.End();
        return kept;
    }

    private static byte[] Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using MemoryStream content = new();
        plain.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Writes the lines again and again, to one file or to as many as there are copies.</summary>
    private static string Write(DirectoryInfo parent, string name, byte[] lines, int files)
    {
        string folder = parent.CreateSubdirectory(name).FullName;
        for (int file = 0; file < files; file++)
        {
            using FileStream stream = File.Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{file:D3}.jsonl")));
            for (int copy = 0; copy < Copies / files; copy++)
            {
                stream.Write(lines);
            }
        }

        return folder;
    }

    /// <param name="Label">What it is called.</param>
    /// <param name="Corpora">How often it reads the corpus.</param>
    /// <param name="Pass">Does it; returns the number of documents that are kept of one corpus.</param>
    private sealed record Variant(string Label, int Corpora, Func<long> Pass)
    {
        public List<TimeSpan> Wall { get; } = [];

        public List<TimeSpan> Cpu { get; } = [];

        public long Kept { get; set; }
    }
}
