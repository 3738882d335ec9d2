using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Substring;

/// <summary>What is cut against indexes of earlier corpora is what is cut of a corpus when those come before it.</summary>
public sealed class SubstringIndexTests
{
    /// <summary>Documents over few letters, made of pieces of a pool that all of them have and of chance.</summary>
    private static Gen<byte[][][]> Corpora { get; } = Gen.Select(
        Gen.Int[1, 3],
        Gen.Byte.Array[60],
        Gen.Select(Gen.Bool, Gen.Int[0, 59], Gen.Int[0, 40], Gen.Byte.Array[0, 20]).Array[0, 6].Array[0, 8].Array[1, 4],
        static (letters, pool, corpora) => corpora
            .Select(documents => documents
                .Select(pieces => pieces.SelectMany(p => p.Item1 ? pool.Skip(p.Item2).Take(p.Item3) : p.Item4).Select(b => (byte)('a' + (b % letters))).ToArray())
                .ToArray())
            .ToArray());

    [Theory]
    [InlineData(SubstringCopies.KeepFirst, false)]
    [InlineData(SubstringCopies.KeepFirst, true)]
    [InlineData(SubstringCopies.CutAll, false)]
    public void TheLastOfSeveralCorporaIsCutAsIfTheyWereOne(SubstringCopies copies, bool ranked)
        => Gen.Select(Corpora, Gen.Int[8, 20], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[200, 40_000], Gen.Enum<SubstringMethod>()).Sample(
            (corpora, window, shards, workers, memory, method) =>
            {
                using DedupHarness harness = new(shards, workers, memory);
                for (int i = 0; i < corpora.Length - 1; i++)
                {
                    Resolve(harness, corpora[i], Options(window, copies, method) with { Index = $"{i}.index" }); // each without those before it
                }

                byte[][] last = corpora[^1];
                int before = corpora.Sum(static c => c.Length) - last.Length;
                Func<int, double>? rank = ranked ? static i => i % 3 : null;
                DedupFate[] fates = Resolve(harness, last, Options(window, copies, method) with { Against = corpora.Length == 1 ? null : "*.index" }, rank);
                Func<int, double>? rankOfAll = ranked ? i => i < before ? double.PositiveInfinity : rank!(i - before) : null;
                (int, int)[][] expected = ExactSubstringTests.Expected([.. corpora.SelectMany(static c => c)], window, copies, rankOfAll)[before..];
                Assert.Equal(expected, fates.Select(static f => f.Cuts));
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void OtherSeedsFindTheSame()
        => Corpora.Where(static c => c.Length > 1).Sample(
            static corpora =>
            {
                using DedupHarness harness = new(2);
                foreach ((byte[][] corpus, int i) in corpora[..^1].Select(static (c, i) => (c, i)))
                {
                    Resolve(harness, corpus, Options(12) with { Index = $"{i}.index" });
                }

                Seeded seeded = new(Options(12) with { Against = "*.index" });
                harness.Resolve(seeded, corpora[^1].Length, (i, sketch) => sketch.Write(corpora[^1][i]));
                Assert.All(seeded.Cuts, cuts => Assert.Equal(seeded.Cuts[0], cuts));
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void AnIndexIsTheSameHoweverTheCorpusIsCut()
    {
        Random random = new(3);
        byte[][] documents = [.. Enumerable.Range(0, 200).Select(_ => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => $"word{random.Next(30)} "))))];
        byte[]? first = null;
        foreach ((int shards, int workers, long memory) in (ReadOnlySpan<(int, int, long)>)[(1, 1, 1 << 24), (7, 2, 1 << 16), (40, 3, 100)])
        {
            using DedupHarness harness = new(shards, workers, memory);
            Resolve(harness, documents, Options(16) with { Index = "a.index" });
            byte[] index = File.ReadAllBytes(Path.Combine(harness.Folder, "a.index"));
            Assert.Equal(first ?? index, index);
            first = index;
        }
    }

    /// <summary>More texts around one key than are held back until a text of the corpus has it.</summary>
    [Fact]
    public void AKeyThatAnIndexHasEverywhere()
    {
        byte[][] indexed = [.. Enumerable.Range(0, 70_000).Select(static i => Encoding.UTF8.GetBytes($"{i:d6}-the key-{i * 7 % 70_000:d6}"))];
        byte[][] own = [Encoding.UTF8.GetBytes("own -the key-004321"), Encoding.UTF8.GetBytes("x001234-the key- own")];
        using DedupHarness harness = new(3, 2);
        Resolve(harness, indexed, Options(14) with { Index = "a.index" });
        DedupFate[] fates = Resolve(harness, own, Options(14) with { Against = "a.index" });
        Assert.Equal(ExactSubstringTests.Expected([.. indexed, .. own], 14, SubstringCopies.KeepFirst, null)[^2..], fates.Select(static f => f.Cuts));
        Assert.NotEmpty(fates[0].Cuts);
        Assert.NotEmpty(fates[1].Cuts);
    }

    [Fact]
    public void AnIndexOfAnotherLengthOrOtherSymbolsOrCutShortIsAnError()
    {
        using DedupHarness harness = new();
        Resolve(harness, [Encoding.UTF8.GetBytes("a text that is long enough")], Options(16) with { Index = "a.index" });
        Assert.Contains("bytes minLength=16", Fails(Options(17) with { Against = "a.index" }), StringComparison.Ordinal);
        Assert.Contains("tokens x minLength=16", Fails(Options(16) with { Against = "a.index", Symbols = "tokens x" }), StringComparison.Ordinal);
        string file = Path.Combine(harness.Folder, "a.index");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Assert.Contains("cut short or damaged", Fails(Options(16) with { Against = "a.index" }), StringComparison.Ordinal);

        string Fails(SubstringOptions options)
        {
            RunException exception = Assert.Throws<RunException>(() => Resolve(harness, [], options));
            Assert.Equal("PDSL2017", exception.Id);
            return exception.Message;
        }
    }

    private static SubstringOptions Options(int window, SubstringCopies copies = SubstringCopies.KeepFirst, SubstringMethod method = SubstringMethod.Anchors)
        => new(window, copies, SubstringBorders.Characters, Widen: false, method);

    private static DedupFate[] Resolve(DedupHarness harness, byte[][] documents, SubstringOptions options, Func<int, double>? rank = null)
        => harness.Resolve(new ExactSubstringDeduplication<ByteSymbol>(options), documents.Length, (i, sketch) => sketch.Write(documents[i]), rank);

    /// <summary>Searches with several seeds.</summary>
    private sealed class Seeded(SubstringOptions options) : Deduplication
    {
        public List<List<CutRecord>> Cuts { get; } = [];

        public override string? Against => options.Against;

        public override DedupEstimate Estimate(in CorpusSize corpus) => default;

        public override void Resolve(DedupContext context)
        {
            IReadOnlyList<SubstringIndex> indexes = SubstringIndex.Open(context, options);
            for (int seed = 0; seed < 3; seed++)
            {
                using SortedRuns<RepeatRecord> repeats = context.CreateRuns<RepeatRecord>($"repeats{seed}");
                new AnchorSearch<ByteSymbol>(context, options.MinLength, options.Copies, seed, indexes).Find(repeats);
                repeats.Seal();
                using SortedRuns<CutRecord> cuts = context.CreateRuns<CutRecord>($"cuts{seed}");
                for (int shard = 0; shard < context.Shards; shard++)
                {
                    using RepeatedStretches<ByteSymbol> stretches = new(context, indexes, new CutBorders(SubstringBorders.Characters, widen: false), shard);
                    Assert.True(stretches.Read(repeats, cuts));
                }

                cuts.Seal();
                using SortedRunReader<CutRecord> reader = cuts.Read();
                List<CutRecord> all = [];
                while (reader.TryRead(out CutRecord cut))
                {
                    all.Add(cut);
                }

                Cuts.Add(all);
            }
        }
    }
}
