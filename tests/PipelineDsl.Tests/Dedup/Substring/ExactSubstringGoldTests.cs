using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Dedup.Substring;

/// <summary>Repeated ranges of the gold corpus, which were found by hashing every window: datatrove's sequence of GPT-2's tokens as one document of bytes.</summary>
public sealed class ExactSubstringGoldTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    public void AnchorsFindTheGoldRanges(int window)
    {
        if (!SharedData.TryFind("data/gold-dedup", output, out string gold) || !SharedData.TryFind("tokenizers/gpt/gpt2.tokenizer.json", output, out string tokenizer))
        {
            return;
        }

        byte[] sequence = Sequence(gold, Tokenizer.Load(tokenizer));
        Ranges ranges = new(window);
        using DedupHarness harness = new(workers: 2, memory: 1 << 16);
        harness.Resolve(ranges, 1, (_, sketch) => sketch.Write(sequence));
        Assert.Equal(
            File.ReadLines(Path.Combine(gold, $"exact_substring_L{window}_ranges.txt")),
            ranges.Found.Select(static r => string.Create(CultureInfo.InvariantCulture, $"{r.Start} {r.End}")));
    }

    private static byte[] Sequence(string gold, Tokenizer tokenizer)
    {
        TokenEncoder encoder = tokenizer.CreateEncoder();
        TextBuffer text = new();
        TokenBuffer ids = new();
        using MemoryStream sequence = new();
        byte[] number = new byte[sizeof(uint)];
        for (uint rank = 0; rank < 2; rank++)
        {
            uint index = 0;
            using GZipStream stream = new(File.OpenRead(Path.Combine(gold, $"docs/0000{rank}.jsonl.gz")), CompressionMode.Decompress);
            using StreamReader reader = new(stream, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                foreach (uint part in (uint[])[index, rank])
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(number, part);
                    sequence.Write([0xFF, 0xFF, .. number]);
                }

                index++;
                using JsonDocument row = JsonDocument.Parse(line);
                text.Clear();
                text.Append(Encoding.UTF8.GetBytes(row.RootElement.GetProperty("text").GetString()!));
                ids.Clear();
                encoder.Encode(text.Text, ids);
                foreach (int id in ids.Ids)
                {
                    sequence.Write([(byte)id, (byte)(id >> 8)]);
                }
            }
        }

        return sequence.ToArray();
    }

    /// <summary>Joins the repeats of one document, without regard to characters, of which the sequence has none.</summary>
    private sealed class Ranges(int window) : Deduplication
    {
        public List<(long Start, long End)> Found { get; } = [];

        public override DedupEstimate Estimate(in CorpusSize corpus) => default;

        public override void Resolve(DedupContext context)
        {
            using SketchReader sketches = context.OpenSketches(0);
            Assert.True(sketches.Read());
            using SortedRuns<RepeatRecord> repeats = context.CreateRuns<RepeatRecord>("repeats");
            new AnchorSearch<ByteSymbol>(context, window, SubstringCopies.CutAll, seed: 0, []).Find(repeats);
            repeats.Seal();
            using SortedRunReader<RepeatRecord> reader = repeats.Read();
            while (reader.TryRead(out RepeatRecord repeat))
            {
                long start = (long)repeat.Place - sketches.Offset;
                long end = start + (long)repeat.Length;
                if (Found.Count > 0 && Found[^1].End >= start)
                {
                    Found[^1] = (Found[^1].Start, Math.Max(Found[^1].End, end));
                }
                else
                {
                    Found.Add((start, end));
                }
            }
        }
    }
}
