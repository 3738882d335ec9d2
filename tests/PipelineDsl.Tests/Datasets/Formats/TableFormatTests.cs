using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Tests.Datasets.Readers;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Formats;

/// <summary>Each format with labels, mask and positions, through a reader written from its specification.</summary>
public sealed class TableFormatTests
{
    public static TheoryData<Labels, bool> Ways { get; } = new() { { Labels.Same, true }, { Labels.Next, false } };

    private static void Compare(FormatCase run, Labels labels, bool across, IEnumerable<ColumnRow> rows)
        => Assert.Equal(run.Sequences.Select(s => DatasetFormatKit.Columns(s, labels, across).ToString()), rows.Select(static r => r.ToString()));

    private static IEnumerable<ColumnRow> Rows(Dictionary<string, int[][]> columns)
        => columns["input_ids"].Select((ids, i) => new ColumnRow(ids, columns["labels"][i], columns["attention_mask"][i], columns["position_ids"][i]));

    [Theory]
    [MemberData(nameof(Ways))]
    public void Parquet(Labels labels, bool across) => DatasetFormatKit.Sample(c => ParquetDatasetWriter.Open(c, "t", labels, across), run =>
    {
        if (run.Sequences.Count > 0)
        {
            Compare(run, labels, across, Rows(ParquetTableReader.Read(run.File("t", ".parquet"), out Dictionary<string, string> metadata, out _)));
            Assert.Equal(("test-tokenizer", "00ff"), (metadata["tokenizer"], metadata["vocabularyHash"]));
        }
    });

    [Fact]
    public void ParquetInSeveralFiles() => DatasetFormatKit.Sample(static c => ParquetDatasetWriter.Open(c, "t", maxTokens: 60), static run =>
    {
        List<ColumnRow> rows = [];
        for (int number = 0; run.Sequences.Count > 0 && File.Exists(run.File("t", $"-{number:d5}.parquet")); number++)
        {
            rows.AddRange(Rows(ParquetTableReader.Read(run.File("t", $"-{number:d5}.parquet"), out _, out _)));
        }

        Compare(run, Labels.Same, true, rows);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Arrow(Labels labels, bool across) => DatasetFormatKit.Sample(c => ArrowDatasetWriter.Open(c, "t", labels, across), run =>
    {
        Compare(run, labels, across, Rows(ArrowFileReader.Read(run.File("t", ".arrow"), out Dictionary<string, string> metadata, out _)));
        Assert.Equal(("test-tokenizer", "00ff"), (metadata["tokenizer"], metadata["vocabularyHash"]));
    });

    /// <summary>More than a million tokens make several row groups and record batches.</summary>
    [Fact]
    public async Task LargeTablesAreWrittenInGroups()
    {
        using TempFolder folder = new();
        int[][] documents = [.. Enumerable.Range(0, 30).Select(static i => Enumerable.Range(0, 50_000 + i).Select(n => (n * 7919) % 50_257).ToArray())];
        TokenPipeline pipeline = new() { Writers = [static c => ParquetDatasetWriter.Open(c, "t"), static c => ArrowDatasetWriter.Open(c, "t")] };
        await pipeline.RunAsync(folder, [[.. documents.Select(static (d, i) => new TokenDocument($"{i}", d))]]);
        Assert.Equal(documents, ParquetTableReader.Read(Path.Combine(folder.Path, "out/t.parquet"), out _, out int groups)["input_ids"]);
        Assert.Equal(documents, ArrowFileReader.Read(Path.Combine(folder.Path, "out/t.arrow"), out _, out int batches)["input_ids"]);
        Assert.Equal((2, 2), (groups, batches));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Safetensors(Labels labels, bool across) => DatasetFormatKit.Sample(c => SafetensorsWriter.Open(c, "t", labels, across), run =>
    {
        Dictionary<string, (long[] Shape, long[] Elements)> tensors = SafetensorsReader.Read(run.File("t", ".safetensors"));
        long[] shape = run.Options.ContextLength == 0 ? [run.Flat.Length] : [run.Sequences.Count, run.Options.ContextLength];
        IEnumerable<long> ends = run.Options.ContextLength == 0
            ? tensors["document_ends"].Elements
            : Enumerable.Range(1, run.Sequences.Count).Select(i => (long)i * run.Options.ContextLength);
        int[][] Column(string name)
        {
            Assert.Equal(shape, tensors[name].Shape);
            return ByteReading.Cut([.. tensors[name].Elements.Select(static e => (int)e)], ends);
        }

        Compare(run, labels, across, Rows(new[] { "input_ids", "labels", "attention_mask", "position_ids" }.ToDictionary(static n => n, Column)));
    });

    [Theory]
    [InlineData(".jsonl")]
    [InlineData(".jsonl.gz")]
    [InlineData(".jsonl.zst")]
    public void JsonLines(string ending) => DatasetFormatKit.Sample(
        c => SequenceLinesWriter.Open(c, "folder.d/s" + ending, Labels.Next),
        run =>
        {
            using RecordInput input = RecordInput.Open(run.File("folder.d/s", ending), "s", 1 << 20, new InputBuffer(1 << 16));
            List<ColumnRow> rows = [];
            while (input.TryReadLine(out ReadOnlySpan<byte> line))
            {
                Utf8JsonReader reader = new(line);
                JsonElement row = JsonElement.ParseValue(ref reader);
                int[] Column(string name) => [.. row.GetProperty(name).EnumerateArray().Select(static n => n.GetInt32())];
                rows.Add(new ColumnRow(Column("input_ids"), Column("labels"), Column("attention_mask"), Column("position_ids")));
            }

            Compare(run, Labels.Next, true, rows);
        },
        iterations: 10);
}
