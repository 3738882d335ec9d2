using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Inputs;

/// <summary>What is read of a file's slices is what the whole file gives.</summary>
public sealed class SliceTests : IDisposable
{
    private static readonly string[] s_lines =
    [
        "", " ", "\t \r", "\r", "\uFEFF", "\uFEFF {\"text\":\"marked\"}", "{\"text\":\"a\"}", "  {\"text\":\"spaces before\"}", "{\"text\":\"long long long long long long long long long long long long\"}", "{broken", "[]",
        "{\"text\":\"漢字🙂\"}", "{\"text\":3}", "\u000B", "\u00A0", "x",
    ];

    private static readonly Gen<string> s_file = Gen.Select(
        Gen.Bool,
        Gen.Select(Gen.Int[0, s_lines.Length - 1].Select(static i => s_lines[i]), Gen.Bool, static (line, carriageReturn) => line + (carriageReturn ? "\r\n" : "\n")).Array[0, 60],
        Gen.Int[0, s_lines.Length - 1].Select(static i => s_lines[i]),
        static (marked, lines, last) => (marked ? "\uFEFF" : "") + string.Concat(lines) + last);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LineRecords.NotBlank)]
    [InlineData(LineRecords.EveryLine)]
    public void SlicesGiveTheRecordsOfTheFile(LineRecords lines)
    {
        PipelineDefinition pipeline = InputKit.Pipeline(lines);
        Action<RecordInput, Record> reader = lines == LineRecords.NotBlank ? JsonLinesReader.Read : InputKit.ReadLines;
        Gen.Select(s_file, Gen.Int[1, 200], Gen.Int[1, 300]).Sample(
            (text, slice, buffer) =>
            {
                _folder.Write("in/a.jsonl", text);
                List<Shard> whole = InputKit.Expand(_folder, pipeline, long.MaxValue / 2);
                List<Shard> slices = InputKit.Expand(_folder, pipeline, slice);
                Assert.Single(whole);
                Assert.True(slices.Count > 1 || text.Length < 1000, "a text of this length has several slices");
                Assert.Equal(InputKit.Read(whole, pipeline, reader), InputKit.Read(slices, pipeline, reader, bufferBytes: buffer));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void SlicesAreTheFileAndEndAtLineEnds()
        => Gen.Select(s_file, Gen.Int[1, 200]).Sample(
            (text, length) =>
            {
                byte[] content = File.ReadAllBytes(_folder.Write("in/a.jsonl", text));
                List<Shard> shards = InputKit.Expand(_folder, InputKit.Pipeline(LineRecords.NotBlank), length);
                long offset = 0;
                foreach (Shard shard in shards)
                {
                    ReadOnlySpan<byte> bytes = content.AsSpan((int)shard.Offset, (int)shard.Length);
                    Assert.Equal((offset, shard.Index), (shard.Offset, shards.IndexOf(shard)));
                    Assert.Equal(XxHash128.HashToUInt128(bytes), (UInt128)shard.Hash);
                    Assert.Equal((shards.Count == 1 ? XxHash128.HashToUInt128(content) : HashOfSlices(shards), content.Length), (shard.FileHash, shard.FileBytes));
                    Assert.Equal(1 + content.AsSpan(0, (int)offset).Count((byte)'\n'), shard.FirstLine);
                    if (shard != shards[^1])
                    {
                        Assert.Equal((byte)'\n', bytes[^1]);
                        Assert.True(shard.Length >= length, "only the last slice may be short");
                        Assert.Equal(-1, bytes[(length - 1)..^1].IndexOf((byte)'\n'));
                    }

                    offset += shard.Length;
                }

                Assert.Equal(content.Length, offset);
                Assert.Equal(1, shards.Count(static s => s.IsFirstOfFile));
            },
            iter: 300,
            threads: 1);

    [Fact]
    public void TheSlicesAreTheSameForAnyNumberOfWorkers()
    {
        // Lines of up to three looks for a line end.
        Random random = new(7);
        for (int file = 0; file < 4; file++)
        {
            using StreamWriter lines = new(_folder.Write($"in/{file}.jsonl", ""));
            for (int i = 0; i < 400; i++)
            {
                lines.Write(new string('x', i % 40 == 0 ? random.Next(200_000) : random.Next(50)) + (i == 399 && file % 2 == 0 ? "" : "\n"));
            }
        }

        foreach (int slice in (int[])[1, 1000, 1 << 16, (1 << 16) + 1, 300_000])
        {
            List<Shard> one = InputKit.Expand(_folder, InputKit.Pipeline(LineRecords.NotBlank), slice, workers: 1);
            Assert.True(one.Count > 4);
            Assert.Equal(one, InputKit.Expand(_folder, InputKit.Pipeline(LineRecords.NotBlank), slice, workers: 5));
            foreach (IGrouping<string, Shard> file in one.GroupBy(static s => s.Path))
            {
                // What is read from front to back, as objects are, is cut at the same places.
                byte[] content = File.ReadAllBytes(file.Key);
                SliceCutter cutter = new(LineRecords.NotBlank, new SliceBorders(content.Length, slice), 0, 1 << 20);
                foreach (byte[] bytes in content.Chunk(777))
                {
                    cutter.Append(bytes);
                }

                Assert.Equal(file.Select(static s => new InputSlice(s.Offset, s.Length, s.FirstLine, s.FirstRecord, s.Records, s.Hash)), cutter.End().Slices);
            }
        }
    }

    [Fact]
    public void LinesThatAreTooLongAreRejectedOnceWhereverSlicesEnd()
    {
        // With no text allowed a piece may have 1 MiB; blank lines beyond that are records too.
        string longLine = "{\"text\":\"" + new string('x', 3 << 20) + "\"}";
        string longBlank = new(' ', (1 << 20) + 1);
        string blank = new(' ', 1 << 20);
        _folder.Write("in/a.jsonl", $"[1]\n{longLine}\n[2]\n{longBlank}\n{blank}\n[3]\r\n{longLine}\r\n[4]\n{longLine}");
        PipelineDefinition pipeline = InputKit.Pipeline(LineRecords.NotBlank);
        List<string> whole = InputKit.Read(InputKit.Expand(_folder, pipeline, long.MaxValue / 2, maxDocumentBytes: 0), pipeline, JsonLinesReader.Read, maxDocumentBytes: 0);
        Assert.Equal(8, whole.Count);
        Assert.Equal(4, whole.Count(static r => r.Contains(nameof(RejectReason.TooLong), StringComparison.Ordinal)));
        foreach (int slice in (int[])[4, 100_000, 1 << 20, 3 << 20])
        {
            List<Shard> shards = InputKit.Expand(_folder, pipeline, slice, maxDocumentBytes: 0);
            Assert.True(shards.Count > 1);
            Assert.Equal(whole, InputKit.Read(shards, pipeline, JsonLinesReader.Read, maxDocumentBytes: 0));
        }
    }

    [Theory]
    [InlineData("a.jsonl.gz", LineRecords.NotBlank)]
    [InlineData("a.jsonl.zst", LineRecords.NotBlank)]
    [InlineData("a.jsonl", LineRecords.None)]
    public void WhatCannotBeCutStaysWhole(string name, LineRecords lines)
    {
        byte[] content = FormatTestKit.Compress(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"text\":\"a\"}\n", 100))), name);
        string path = _folder.Write("in/" + name, "");
        File.WriteAllBytes(path, content);
        Shard shard = Assert.Single(InputKit.Expand(_folder, InputKit.Pipeline(lines), 4));
        Assert.Equal((0, content.Length, 1, 0, -1), (shard.Offset, shard.Length, shard.FirstLine, shard.FirstRecord, shard.Records));
        Assert.Equal(XxHash128.HashToUInt128(content), (UInt128)shard.Hash);
        Assert.Equal(100, InputKit.Read([shard], InputKit.Pipeline(lines), JsonLinesReader.Read).Count);
    }

    [Fact]
    public void ABytesOrderMarkAndNoMoreIsAFileWithoutRecords()
    {
        _folder.Write("in/a.jsonl", "\uFEFF");
        _folder.Write("in/b.jsonl", "");
        File.WriteAllBytes(Path.Combine(_folder.Path, "in/a.jsonl"), [0xEF, 0xBB, 0xBF]);
        PipelineDefinition pipeline = InputKit.Pipeline(LineRecords.EveryLine);
        List<Shard> shards = InputKit.Expand(_folder, pipeline, 1);
        Assert.Equal([(3L, 0L), (0L, 0L)], shards.Select(static s => (s.Length, s.Records)));
        Assert.Empty(InputKit.Read(shards, pipeline, InputKit.ReadLines));
    }

    [Theory]
    [InlineData("a\n\nb\n", LineRecords.NotBlank)]
    [InlineData("a\nb", LineRecords.EveryLine)]
    public void AReaderThatDoesNotReadAsItSaysIsAnError(string text, LineRecords lines)
    {
        _folder.Write("in/a.txt", text);
        PipelineDefinition pipeline = InputKit.Pipeline(lines);
        Action<RecordInput, Record> reader = lines == LineRecords.NotBlank ? InputKit.ReadLines : static (input, _) => input.TryReadLine(out ReadOnlySpan<byte> _);
        RunException exception = Assert.Throws<RunException>(() => InputKit.Read(InputKit.Expand(_folder, pipeline, 1 << 20), pipeline, reader));
        Assert.Equal("PDSL2031", exception.Id);
        Assert.Contains("Source", exception.Message, StringComparison.Ordinal);
    }

    private static UInt128 HashOfSlices(List<Shard> shards)
    {
        using MemoryStream bytes = new();
        bytes.Write(BitConverter.GetBytes(shards.Count));
        foreach (Shard shard in shards)
        {
            bytes.Write(BitConverter.GetBytes(shard.Length));
            bytes.Write(BitConverter.GetBytes(shard.Hash.Lower));
            bytes.Write(BitConverter.GetBytes(shard.Hash.Upper));
        }

        return XxHash128.HashToUInt128(bytes.ToArray());
    }
}
