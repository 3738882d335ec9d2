using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.Datasets.Formats;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Reading;

public sealed class TokenBatchesTests
{
    [Fact]
    public void AKeyedPermutationIsAPermutation()
        => Gen.Select(Gen.OneOf(Gen.Int[1, 70], Gen.Int[1, 5000]), Gen.Int, Gen.Int[0, 5]).Sample(static (count, seed, epoch) =>
        {
            KeyedPermutation order = new(count, seed, epoch);
            Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(0, count).Select(i => (int)order[i]).Order());
        });

    [Fact]
    public void EpochsAndSeedsHaveOrdersOfTheirOwn()
    {
        string Order(int seed, long epoch)
        {
            KeyedPermutation order = new(1000, seed, epoch);
            return string.Join(' ', Enumerable.Range(0, 1000).Select(i => order[i]));
        }

        Assert.Equal(4, new HashSet<string> { Order(1, 0), Order(1, 1), Order(2, 0), Order(2, 1) }.Count);

        // Far from where they were: the mean distance of a random order is a third of its length.
        KeyedPermutation one = new(3000, 5, 0);
        Assert.InRange(Enumerable.Range(0, 3000).Average(i => Math.Abs(one[i] - i)), 900, 1100);
    }

    /// <summary>Rows of a packed dataset: what a row's batch holds is what its sequence says.</summary>
    [Fact]
    public void RowsAreTheSequences() => DatasetFormatKit.Sample(static c => NumpyWriter.Open(c, "n"), static run =>
    {
        // Without flags nothing tells the padding at the end of a concatenated dataset from its tokens.
        if (run.Options.ContextLength == 0 || run.Sequences.Count == 0 || (!run.IsFlagged && run.Sequences[^1].TokenCount < run.Options.ContextLength))
        {
            return;
        }

        using TokenDataset dataset = TokenDataset.Open(run.File("n", ".npy"));
        foreach (bool across in new[] { false, true })
        {
            TokenBatches batches = new(dataset, new TokenBatchOptions { BatchSize = 1, AcrossDocuments = across });
            Assert.Equal(run.Sequences.Count, batches.StepsPerEpoch);
            for (int i = 0; i < run.Sequences.Count; i++)
            {
                batches.Load(i);
                PipelineDsl.Tests.Datasets.Readers.ColumnRow expected = DatasetFormatKit.Columns(run.Sequences[i], Labels.Next, across);
                Assert.Equal(expected.InputIds, batches.Inputs.ToArray());
                Assert.Equal(expected.Labels, batches.Labels.ToArray());
                Assert.Equal(expected.PositionIds[..run.Sequences[i].TokenCount], batches.PositionIds[..run.Sequences[i].TokenCount].ToArray());
            }
        }
    });

    /// <summary>A flat dataset cut into rows, against a plain list.</summary>
    [Fact]
    public void RowsOfAFlatDatasetFollowEachOther()
        => Gen.Select(TokenGen.Documents(20, 30), Gen.Int[1, 16], Gen.Int[1, 3], Gen.Bool).Sample(
            static (documents, contextLength, batchSize, across) =>
            {
                using TempFolder folder = new();
                TokenPipeline pipeline = new() { Writers = [static c => DatatroveWriter.Open(c, "d")] };
                pipeline.RunAsync(folder, [documents]).GetAwaiter().GetResult();
                (int Id, bool Learned, int Position)[] tokens = [.. documents.SelectMany(static d => d.Ids.Select((id, i) => (id, d.Loss is null || d.Loss[i], i)))];
                using TokenDataset dataset = TokenDataset.Open(Path.Combine(folder.Path, "out/d.ds"));
                TokenBatches batches = new(dataset, new TokenBatchOptions { BatchSize = batchSize, ContextLength = contextLength, AcrossDocuments = across });
                Assert.Equal(tokens.Length % contextLength, batches.LeftOut);
                Assert.Equal(tokens.Length / contextLength / batchSize, batches.StepsPerEpoch);
                for (int step = 0; step < 2 * batches.StepsPerEpoch; step++)
                {
                    batches.Load(step);
                    for (int i = 0; i < batches.Inputs.Length; i++)
                    {
                        int place = (int)(step % batches.StepsPerEpoch * batchSize * contextLength) + i;
                        bool has = place + 1 < tokens.Length && tokens[place + 1].Learned && (across || tokens[place + 1].Position > 0);
                        Assert.Equal(tokens[place].Id, batches.Inputs[i]);
                        Assert.Equal(has ? tokens[place + 1].Id : -100, batches.Labels[i]);
                        Assert.Equal(Math.Min(tokens[place].Position, i % contextLength), batches.PositionIds[i]);
                    }
                }
            },
            iter: 40);

    [Fact]
    public void StepsCanBeHadInAnyOrderAndRanksShareAnEpoch()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "x.npy");
        File.WriteAllBytes(path, [.. Enumerable.Range(0, 103 * 4).SelectMany(static i => BitConverter.GetBytes((ushort)i))]);
        using TokenDataset dataset = TokenDataset.OpenRaw(path, 2);
        TokenBatchOptions options = new() { BatchSize = 5, ContextLength = 4, Seed = 3, Ranks = 2 };
        TokenBatches zero = new(dataset, options);
        TokenBatches one = new(dataset, options with { Rank = 1 });
        Assert.Equal(10, zero.StepsPerEpoch);
        List<int[]> first = [];
        HashSet<int> rows = [];
        for (int step = 0; step < 10; step++)
        {
            foreach (TokenBatches batches in new[] { zero, one })
            {
                batches.Load(step);
                first.Add(batches.Inputs.ToArray());
                foreach (int id in batches.Inputs.ToArray().Where(static id => id % 4 == 0))
                {
                    Assert.True(rows.Add(id / 4)); // no row twice in an epoch
                }
            }
        }

        Assert.Equal(100, rows.Count);
        TokenBatches resumed = new(dataset, options);
        foreach (int step in new[] { 7, 12, 3 })
        {
            resumed.Load(step);
            if (step < 10)
            {
                Assert.Equal(first[2 * step], resumed.Inputs.ToArray());
            }
        }

        zero.Load(12);
        resumed.Load(12);
        Assert.Equal(zero.Inputs.ToArray(), resumed.Inputs.ToArray());
        Assert.NotEqual(first[4], resumed.Inputs.ToArray());
    }

    [Fact]
    public void LoadingAllocatesNothing()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "x.npy");
        File.WriteAllBytes(path, new byte[40_000]);
        using TokenDataset dataset = TokenDataset.OpenRaw(path, 4);
        TokenBatches batches = new(dataset, new TokenBatchOptions { BatchSize = 8, ContextLength = 32, Seed = 1 });
        int step = 0;
        Assert.Equal(0, Allocation.OfCall(() => batches.Load(step++)));
    }
}
