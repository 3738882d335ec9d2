using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine.Inputs;
using PipelineDsl.Tests.ParquetRows;
using Xunit;

namespace PipelineDsl.Tests.Engine.Objects;

/// <summary>Parquet files are read in stretches, the same from a file system and from an object storage, and outputs of every format go to addresses.</summary>
public sealed class ObjectRowsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryStorage _storage = new()
    {
        Transfer = new ObjectTransfer { RangeBytes = 3000, Ranges = 3, Delay = TimeSpan.Zero },
        Piece = 777,
        Cut = static (number, length) => number % 5 == 0 ? length / 3 : null,
    };

    public ObjectRowsTests()
    {
        Put("a.parquet", File(0, 700, 6, 100));
        Put("b/c.parquet", File(500, 300, 1, 1000)); // ids of the first file come again
        Put("b/none.parquet", ParquetTestFile.Write(new TestLayout(0, true, 10, 10), new TestColumn("body", 6, false, 0, []), new TestColumn("id", 6, false, 0, [])));
        byte[] damaged = File(5000, 300, 0, 50);
        damaged[damaged.AsSpan().IndexOf("text number 17 and"u8)] ^= 1;
        Put("damaged.parquet", damaged);
        Put("cut.parquet", damaged[..^100]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task TheOutputsAreThoseOfFiles(int workers)
    {
        await Run(Options("files") with { Sources = ["in/**/*.parquet"] });
        await Run(Options("objects") with { Sources = ["mem://corpus/web/**/*.parquet"], Workers = workers, Storage = _storage });
        Dictionary<string, string> expected = Files("files");
        Assert.Equal(expected, Files("objects"));
        Assert.Contains("a page is damaged", expected["rejects.jsonl"], StringComparison.Ordinal);
        Assert.Contains("DuplicateId", expected["rejects.jsonl"], StringComparison.OrdinalIgnoreCase);
        JsonElement[] inputs = [.. JsonDocument.Parse(expected["manifest.json"]).RootElement.GetProperty("inputs").EnumerateArray()];
        Assert.Equal(["a.parquet", "b/c.parquet", "b/none.parquet", "cut.parquet", "damaged.parquet"], inputs.Select(static i => i.GetProperty("file").GetString()));
        Assert.Equal(inputs.Length, inputs.Select(static i => i.GetProperty("rangesXxh128").GetString()).Distinct().Count());
        Assert.Equal([700, 300, 0, 1], inputs.Take(4).Select(static i => i.GetProperty("records").GetInt32()));
    }

    [Fact]
    public async Task OutputsOfEveryFormatGoToAddresses()
    {
        _storage.Put("out", "other", [1]);
        await Run(Options("files") with { Sources = ["in/*.parquet"] });
        await Run(Options("mem://out/x/") with { Sources = ["mem://corpus/web/*.parquet"], Storage = _storage, WorkDirectory = Path.Combine(_folder.Path, "work") });
        Dictionary<string, string> published = _storage.Below("out", "x/").ToDictionary(static o => o.Key, static o => Encoding.Latin1.GetString(o.Value));
        Assert.Equal(Files("files").OrderBy(static f => f.Key, StringComparer.Ordinal), published.OrderBy(static f => f.Key, StringComparer.Ordinal));
        foreach (string ending in (string[])[".parquet", ".arrow", ".bin", ".idx", ".npy", ".safetensors", ".mds"])
        {
            Assert.Contains(published.Keys, k => k.EndsWith(ending, StringComparison.Ordinal));
        }

        ManifestReport report = ManifestReport.ReadFrom("mem://out/x", _storage, CancellationToken.None);
        Assert.Equal(ManifestReport.ReadFile(Path.Combine(_folder.Path, "files")).Inputs, report.Inputs);
        Assert.True(ManifestComparison.Compare(report, ManifestReport.ReadFrom("mem://out/x/manifest.json", _storage, CancellationToken.None)).IsSame);
    }

    [Theory]
    [InlineData("mem://out/nothing/", "PDSL2070", "there is no manifest at 'mem://out/nothing/manifest.json'")]
    [InlineData("mem://out", "PDSL2070", "there is no manifest at 'mem://out/manifest.json'")]
    [InlineData("mem://out/bad/manifest.json", "PDSL2070", "'mem://out/bad/manifest.json' is no manifest of a run")]
    [InlineData("mem://nowhere/x", "PDSL2081", "nowhere")]
    [InlineData("gs://out/x", "PDSL2080", "mem://")]
    public void AManifestThatIsNotThereIsAnError(string place, string id, string says)
    {
        _storage.Put("out", "bad/manifest.json", "[]"u8.ToArray());
        RunException exception = Assert.Throws<RunException>(() => ManifestReport.ReadFrom(place, _storage, CancellationToken.None));
        Assert.Equal(id, exception.Id);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyColumnsThatAStepNamesAreFetched()
    {
        MemoryStorage storage = new();
        byte[] file = File(0, 2000, 0, 500);
        storage.Put("corpus", "a.parquet", file);
        long fetched = 0;
        storage.Cut = (_, length) =>
        {
            Interlocked.Add(ref fetched, length);
            return null;
        };
        await Run(Options("out") with { Sources = ["mem://corpus/a.parquet"], Storage = storage });
        Assert.InRange(fetched, 100_000, file.Length * 2L / 3); // of about 500 KB more than half is a column that nobody names
    }

    [Fact]
    public async Task WhatHasNotChangedIsNotReadAndWhatHasIsAnError()
    {
        RunOptions options = Options("out") with { Sources = ["mem://corpus/web/*.parquet"], Storage = _storage, StoreDirectory = Path.Combine(_folder.Path, "store") };
        RunSummary first = await Run(options);
        Dictionary<string, string> files = Files("out");
        _storage.Requests.Clear();
        RunSummary second = await Run(options);
        Assert.Equal((0, first.TasksDone), (second.TasksDone, second.TasksFound));
        Assert.All(_storage.Requests, static r => Assert.StartsWith("list ", r, StringComparison.Ordinal));
        Assert.Equal(files, Files("out"));

        // Replaced while it is read: after the listing, and the footer.
        int opened = 0;
        _storage.Fault = (request, _) =>
        {
            if (request.Contains("a.parquet", StringComparison.Ordinal) && Interlocked.Increment(ref opened) == 3)
            {
                _storage.Put("corpus", "web/a.parquet", File(0, 700, 6, 100));
            }

            return null;
        };
        RunException exception = await Assert.ThrowsAsync<RunException>(() => Run(options with { StoreDirectory = null }));
        Assert.Equal(("PDSL2030", "mem://corpus/web/a.parquet"), (exception.Id, exception.File));
    }

    [Theory]
    [InlineData(3, "it is compressed with LZO, which is not read; write it with Zstandard or Snappy")]
    [InlineData(9, "it is compressed with codec 9")]
    public async Task AFileThatIsNotReadIsAnError(int codec, string says)
    {
        Put("odd.parquet", File(0, 10, codec, 10));
        foreach (string source in (string[])["in/odd.parquet", "mem://corpus/web/odd.parquet"])
        {
            RunException exception = await Assert.ThrowsAsync<RunException>(() => Run(Options("out") with { Sources = [source], Storage = _storage }));
            Assert.Equal("PDSL2006", exception.Id);
            Assert.EndsWith("odd.parquet", exception.File, StringComparison.Ordinal);
            Assert.Contains($"column \"id\": {says}", exception.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] File(int first, int count, int codec, int group)
    {
        int[] rows = [.. Enumerable.Range(first, count)];
        return ParquetTestFile.Write(
            new TestLayout(codec, group % 20 == 0, group, 40),
            new TestColumn("id", 6, true, 8, [.. rows.Select(static i => (object)$"k{i}")]),
            new TestColumn("unnamed", 6, false, 0, [.. rows.Select(static i => (object)$"{i} {new string('u', 150)}")]),
            new TestColumn("stars", 1, true, 5, [.. rows.Select(static i => i % 7 == 0 ? null : (object)(long)(i % 5))]),
            new TestColumn("body", 6, false, 0, [.. rows.Select(static i => (object)(i % 11 == 0 ? "the same text again and again" : $"text number {i % 190} and {(i % 13 == 0 ? "bad" : "good")} words 漢字 {new string('x', i % 40)}"))]));
    }

    private static Task<RunSummary> Run(RunOptions options) => PipelineHost.RunAsync(RowsPipeline.Definition, options, CancellationToken.None);

    private void Put(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(_folder.Write("in/" + name, ""), content);
        _storage.Put("corpus", "web/" + name, content);
    }

    private RunOptions Options(string output) => InputKit.Options(_folder, 1 << 20) with { OutputDirectory = ObjectAddress.IsAddress(output) ? output : Path.Combine(_folder.Path, output), MaxRejects = 2000 };

    private Dictionary<string, string> Files(string output)
    {
        string folder = Path.Combine(_folder.Path, output);
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), static f => Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(f)));
    }
}
