using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.EndToEnd;
using PipelineDsl.Tests.Engine.Inputs;
using Xunit;

namespace PipelineDsl.Tests.Engine.Objects;

/// <summary>A run over objects publishes what the same run over files does.</summary>
public sealed class ObjectInputTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryStorage _storage = new()
    {
        Transfer = new ObjectTransfer { RangeBytes = 1000, Ranges = 3, Delay = TimeSpan.Zero },
        Piece = 333,
        Cut = static (number, length) => number % 5 == 0 ? length / 3 : null,
    };

    public ObjectInputTests()
    {
        _folder.Write("in/a.jsonl", "\uFEFF" + Lines(0, 200));
        _folder.Write("in/b/c.jsonl", Lines(150, 100).TrimEnd('\n')); // ids of the first file come again
        _folder.Write("in/empty.jsonl", "");
        foreach (string name in (string[])["in/b/z.jsonl.gz", "in/z.jsonl.zst"])
        {
            File.WriteAllBytes(_folder.Write(name, ""), FormatTestKit.Compress(Encoding.UTF8.GetBytes(Lines(300, 120)), name));
        }

        _storage.PutFolder("corpus", "web/", Path.Combine(_folder.Path, "in"));
        _storage.Put("corpus", "web/b/", []); // a mark of a folder
        _storage.Put("corpus", "web/readme.txt", [1]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1L << 40, 1, "**/*.jsonl*")]
    [InlineData(1000, 3, "**/*.jsonl*")]
    [InlineData(300, 2, "a.jsonl")]
    public async Task TheOutputsAreThoseOfFiles(long slice, int workers, string pattern)
    {
        foreach (PipelineDefinition pipeline in (PipelineDefinition[])[FieldPipeline.Definition, SlicedPipeline.Definition])
        {
            await Run(pipeline, Options("files", slice) with { Sources = ["in/" + pattern] });
            await Run(pipeline, Options("objects", slice) with { Sources = ["mem://corpus/web/" + pattern], Workers = workers, Storage = _storage });
            Dictionary<string, string> expected = Files("files");
            Assert.NotEqual("", expected["rejects.jsonl"]);
            Assert.Equal(expected, Files("objects"));
        }
    }

    [Fact]
    public async Task WhatHasNotChangedIsNeitherReadNorDoneAgain()
    {
        RunOptions options = Options("out", 1000) with { Sources = ["mem://corpus/web/**/*.jsonl*"], Storage = _storage, StoreDirectory = Path.Combine(_folder.Path, "store") };
        RunSummary first = await Run(SlicedPipeline.Definition, options);
        Dictionary<string, string> files = Files("out");
        _storage.Requests.Clear();
        Assert.All(PipelineHost.ListTasks(SlicedPipeline.Definition, options, CancellationToken.None), static t => Assert.True(t.State == TaskState.Found, $"{t.Stage}[{t.Task}] {t.Name}: {t.State}, {string.Join(", ", t.Changes)}"));
        RunSummary second = await Run(SlicedPipeline.Definition, options);
        Assert.Equal((0, first.TasksDone), (second.TasksDone, second.TasksFound));
        Assert.All(_storage.Requests, static r => Assert.StartsWith("list ", r, StringComparison.Ordinal));

        // An object that is cut is known by its content when it comes again, all others by their version.
        _storage.Put("corpus", "web/a.jsonl", _storage.Buckets["corpus"]["web/a.jsonl"].Bytes);
        RunSummary third = await Run(SlicedPipeline.Definition, options);
        Assert.Equal(0, third.TasksDone);
        _storage.Put("corpus", "web/z.jsonl.zst", _storage.Buckets["corpus"]["web/z.jsonl.zst"].Bytes);
        RunSummary fourth = await Run(SlicedPipeline.Definition, options);
        Assert.Equal(1, fourth.TasksDone); // what it leaves is as it was
        Assert.Equal(files, Files("out"));
    }

    [Fact]
    public async Task APlanReadsItsObjectsInTheVersionsThatItSaw()
    {
        RunOptions options = Options("out", 1000) with { Sources = ["mem://corpus/web/**/*.jsonl*"], Storage = _storage, StoreDirectory = Path.Combine(_folder.Path, "store") };
        string plan = Path.Combine(_folder.Path, "plan.json");
        using (PlannedRun planned = PlannedRun.Create(SlicedPipeline.Definition, options, null, CancellationToken.None))
        {
            planned.Save(plan);
        }

        using (PlannedRun planned = PlannedRun.Open(SlicedPipeline.Definition, plan, options))
        {
            Assert.True(planned.Run("phase-0", 0, CancellationToken.None));
            (byte[] bytes, _, _) = _storage.Buckets["corpus"]["web/a.jsonl"];
            string version = _storage.Buckets["corpus"]["web/a.jsonl"].Version;
            _storage.Put("corpus", "web/a.jsonl", bytes);
            RunException exception = Assert.Throws<RunException>(() => planned.Run("phase-0", 1, CancellationToken.None));
            Assert.Equal(("PDSL2030", "mem://corpus/web/a.jsonl"), (exception.Id, exception.File));
            _storage.Buckets["corpus"]["web/a.jsonl"] = (bytes, version, null);
            planned.RunAll(CancellationToken.None);
        }

        await Run(SlicedPipeline.Definition, Options("files", 1000) with { Sources = ["in/**/*.jsonl*"] });
        Assert.Equal(Files("files"), Files("out"));
    }

    [Theory]
    [InlineData("mem://corpus/web/*.parquet", "PDSL2003", "no object matches")]
    [InlineData("mem://corpus/web/a.json", "PDSL2003", "no object matches")]
    [InlineData("mem://nowhere/web/*.jsonl", "PDSL2081", "nowhere")]
    [InlineData("gs://corpus/web/*.jsonl", "PDSL2080", "mem://")]
    [InlineData("mem://", "PDSL2080", "names no bucket")]
    public async Task WrongAddressesAreFindings(string pattern, string id, string says)
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(() => Run(SlicedPipeline.Definition, Options("out", 1000) with { Sources = [pattern], Storage = _storage }));
        Assert.Equal(id, exception.Id);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramWithoutStoragesSaysSo()
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(() => Run(SlicedPipeline.Definition, Options("out", 1000) with { Sources = ["s3://corpus/web/*"] }));
        Assert.Equal("PDSL2080", exception.Id);
        Assert.Contains("RunOptions.Storage", exception.Message, StringComparison.Ordinal);
    }

    private static string Lines(int first, int count)
    {
        StringBuilder lines = new();
        for (int i = first; i < first + count; i++)
        {
            lines.Append((i % 17) switch
            {
                3 => "\n",
                5 => "{\"body\":\"broken\n",
                11 => $"{{\"body\":\"the same text again and again\",\"id\":\"k{i}\",\"stars\":{i % 5}}}\r\n",
                _ => $"{{\"body\":\"text number {i % 190} and {(i % 13 == 0 ? "bad" : "good")} words 漢字 {new string('x', i % 40)}\",\"id\":\"k{i}\",\"stars\":{i % 5}}}\n",
            });
        }

        return lines.ToString();
    }

    private static Task<RunSummary> Run(PipelineDefinition pipeline, RunOptions options) => PipelineHost.RunAsync(pipeline, options, CancellationToken.None);

    private RunOptions Options(string output, long slice) => InputKit.Options(_folder, slice) with { OutputDirectory = Path.Combine(_folder.Path, output), MaxRejects = 200 };

    private Dictionary<string, string> Files(string output)
    {
        string folder = Path.Combine(_folder.Path, output);
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), static f => Encoding.Latin1.GetString(File.ReadAllBytes(f)));
    }
}
