using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Datasets.Readers;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Formats;

/// <summary>Each format that holds ids and little else, through a reader written from its specification.</summary>
public sealed class BinaryFormatTests
{
    [Fact]
    public void Megatron() => DatasetFormatKit.Sample(static c => MegatronWriter.Open(c, "m"), static run =>
    {
        Assert.Equal(run.Sequences.Select(static s => s.Ids), MegatronReader.Read(run.File("m", ""), out long[] documents));
        Assert.Equal(Enumerable.Range(0, run.Sequences.Count + 1).Select(static i => (long)i), documents);
        Assert.Equal(run.Width == 2 ? 8 : 4, File.ReadAllBytes(run.File("m", ".idx"))[17]);
        Assert.Equal(run.IsFlagged, File.Exists(run.File("m_labels", ".idx")));
        if (run.IsFlagged)
        {
            Assert.Equal(run.Sequences.Select(static s => DatasetFormatKit.Columns(s, Labels.Same, acrossDocuments: true).Labels), MegatronReader.Read(run.File("m_labels", ""), out _));
        }
    });

    [Fact]
    public void Datatrove() => DatasetFormatKit.Sample(static c => DatatroveWriter.Open(c, "d"), static run =>
    {
        string file = run.File("d", ".ds");
        byte[] index = File.ReadAllBytes(file + ".index");
        Assert.Equal(run.Flat, run.Ids(File.ReadAllBytes(file)));
        Assert.Equal(run.Ends, index.Int64s(0, index.Length / 8));
        Assert.StartsWith($"test-tokenizer|{run.Width}\n{run.Flat.Length}\n", File.ReadAllText(file + ".metadata"), StringComparison.Ordinal);
        Assert.Equal(run.IsFlagged, File.Exists(file + ".loss"));
        if (run.IsFlagged)
        {
            Assert.Equal(run.Loss, File.ReadAllBytes(file + ".loss"));
        }
    });

    [Fact]
    public void DatatroveClosesAFileAfterTheSequenceThatTakesItPastTheLimit() => DatasetFormatKit.Sample(static c => DatatroveWriter.Open(c, "d", maxTokens: 50), static run =>
    {
        List<List<int>> expected = [[]];
        foreach (CollectedSequence sequence in run.Sequences)
        {
            if (expected[^1].Count > 50)
            {
                expected.Add([]);
            }

            expected[^1].AddRange(sequence.Ids);
        }

        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i], run.Ids(File.ReadAllBytes(run.File("d", $"_{i:d5}.ds"))));
        }

        Assert.False(File.Exists(run.File("d", $"_{expected.Count:d5}.ds")));
    });

    [Theory]
    [InlineData(0, "0.00 T")]
    [InlineData(7, "7.00 T")]
    [InlineData(999, "999 T")]
    [InlineData(1000, "1.00 kT")]
    [InlineData(178_866, "179 kT")]
    [InlineData(12_345, "12.3 kT")]
    [InlineData(20_123_000_000, "20.1 GT")]
    [InlineData(1_500_000_000_000, "1.50 TT")]
    public void TokensForPeople(long tokens, string expected) => Assert.Equal(expected, DatatroveWriter.Human(tokens));

    [Fact]
    public void NanoGpt() => DatasetFormatKit.Sample(
        static c => NanoGptWriter.Open(c, "nano"),
        static run => Assert.Equal(run.Flat, run.Ids(File.ReadAllBytes(Path.Combine(run.Folder, "nano", run.Split == "validation" ? "val.bin" : "train.bin")))),
        [300]);

    [Fact]
    public async Task NanoGptRefusesIdsOf32Bits()
    {
        using TempFolder folder = new();
        TokenPipeline pipeline = new() { VocabularySize = 65_537, Writers = [static c => NanoGptWriter.Open(c)] };
        RunException exception = await Assert.ThrowsAsync<RunException>(() => pipeline.RunAsync(folder, [[new TokenDocument("a", [1])]]));
        Assert.Contains("65537", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Llmc() => DatasetFormatKit.Sample(static c => LlmcWriter.Open(c, "l", maxTokens: 60), static run =>
    {
        List<int> ids = [];
        int number = run.Split == "validation" ? 0 : 1;
        string Name() => Path.Combine(run.Folder, $"l_{(run.Split == "validation" ? "val" : "train")}_{number:d6}.bin");
        for (; File.Exists(Name()); number++)
        {
            byte[] file = File.ReadAllBytes(Name());
            Assert.Equal(run.Width == 2 ? [20240520, 1] : [20240801, 7], file.Int32s(0, 2));
            Assert.Equal((file.Length - 1024) / run.Width, file.Int32(8));
            Assert.All(file[12..1024], static b => Assert.Equal(0, b));
            ids.AddRange(run.Ids(file, 1024));
        }

        Assert.Equal(run.Flat, ids);
    });

    [Fact]
    public void Memmap() => DatasetFormatKit.Sample(static c => MemmapWriter.Open(c, "part", maxTokens: 60), static run =>
    {
        List<int> ids = [];
        List<string> lines = [];
        List<string> expected = [];
        int next = 0;
        for (int number = 0; File.Exists(run.File("part", $"-{number:d5}.npy")); number++)
        {
            ids.AddRange(run.Ids(File.ReadAllBytes(run.File("part", $"-{number:d5}.npy"))));
            using GZipStream gzip = new(File.OpenRead(run.File("part", $"-{number:d5}.csv.gz")), CompressionMode.Decompress);
            using StreamReader reader = new(gzip, Encoding.UTF8);
            lines.AddRange(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            for (int start = 0; next < run.Sequences.Count && (start < 60 || run.Sequences[next].Ids.Length == 0); start += run.Sequences[next++].Ids.Length)
            {
                expected.AddRange(run.Sequences[next].Pieces.Select(p => $"{start + p.Start},{start + p.End},{p.Document:x32},,"));
            }
        }

        Assert.Equal(run.Flat, ids);
        Assert.Equal(expected, lines);
    });

    [Fact]
    public void Numpy() => DatasetFormatKit.Sample(static c => NumpyWriter.Open(c, "n"), static run =>
    {
        (long[] ids, long[] shape, string type) = NpyReader.Read(run.File("n", ".npy"));
        Assert.Equal(run.Flat.Select(static i => (long)i), ids);
        Assert.Equal(run.Width == 2 ? "<u2" : "<u4", type);
        Assert.Equal(run.Options.ContextLength == 0 ? [ids.Length] : [run.Sequences.Count, run.Options.ContextLength], shape);
        Assert.Equal(run.Ends, NpyReader.Read(run.File("n", ".documents.npy")).Elements);
        Assert.Equal(run.IsFlagged, File.Exists(run.File("n", ".loss.npy")));
        if (run.IsFlagged)
        {
            (long[] loss, long[] lossShape, _) = NpyReader.Read(run.File("n", ".loss.npy"));
            Assert.Equal(run.Loss.Select(static b => (long)b), loss);
            Assert.Equal(shape, lossShape);
        }
    });

    [Theory]
    [InlineData(1 << 26)]
    [InlineData(700)]
    public void Mds(int sizeLimit) => DatasetFormatKit.Sample(c => MdsWriter.Open(c, "mds", sizeLimit), static run =>
    {
        Dictionary<string, int[]>[] samples = MdsReader.Read(Path.Combine(run.Folder, "mds", run.Split));
        Assert.Equal(run.Sequences.Select(static s => s.Ids), samples.Select(static s => s["tokens"]));
        if (run.IsFlagged)
        {
            Assert.Equal(run.Sequences.Select(static s => DatasetFormatKit.Columns(s, Labels.Same, acrossDocuments: true).Labels), samples.Select(static s => s["labels"]));
        }
        else
        {
            Assert.All(samples, static s => Assert.False(s.ContainsKey("labels")));
        }
    });

    [Fact]
    public async Task AnArrayOfMoreThan255TokensHasAWiderShape()
    {
        using TempFolder folder = new();
        int[] lengths = [1, 255, 256, 65_535, 65_536];
        TokenPipeline pipeline = new() { Writers = [static c => MdsWriter.Open(c, "mds")] };
        await pipeline.RunAsync(folder, [[.. lengths.Select(static (length, i) => new TokenDocument($"{i}", [.. Enumerable.Range(0, length).Select(static n => n % 50257)]))]]);
        Assert.Equal(lengths, MdsReader.Read(Path.Combine(folder.Path, "out/mds")).Select(static s => s["tokens"].Length));
    }
}
