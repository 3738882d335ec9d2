using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Tokens;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Substring;

/// <summary>Exact substring deduplication against the definition: every window of every document in a dictionary.</summary>
public sealed class ExactSubstringTests
{
    /// <summary>Documents over few letters, made of pieces of a common pool and of chance, so that windows repeat within and across documents, begin and end everywhere.</summary>
    private static Gen<byte[][]> Documents { get; } = Gen.Select(
        Gen.Int[1, 3],
        Gen.Byte.Array[60],
        Gen.Select(Gen.Bool, Gen.Int[0, 59], Gen.Int[0, 40], Gen.Byte.Array[0, 20]).Array[0, 6].Array[0, 14],
        static (letters, pool, documents) => documents
            .Select(pieces => pieces.SelectMany(p => p.Item1 ? pool.Skip(p.Item2).Take(p.Item3) : p.Item4).Select(b => (byte)('a' + (b % letters))).ToArray())
            .ToArray());

    [Theory]
    [InlineData(SubstringMethod.Anchors, SubstringCopies.KeepFirst, false)]
    [InlineData(SubstringMethod.Anchors, SubstringCopies.KeepFirst, true)]
    [InlineData(SubstringMethod.Anchors, SubstringCopies.CutAll, false)]
    [InlineData(SubstringMethod.SuffixArray, SubstringCopies.KeepFirst, false)]
    [InlineData(SubstringMethod.SuffixArray, SubstringCopies.KeepFirst, true)]
    [InlineData(SubstringMethod.SuffixArray, SubstringCopies.CutAll, false)]
    public void WhatIsCutIsWhatRepeats(SubstringMethod method, SubstringCopies copies, bool ranked)
        => Gen.Select(Documents, Gen.Int[8, 20], Gen.Int[0, 2].Array[14], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[200, 40_000]).Sample(
            (documents, window, ranks, shards, workers, memory) =>
            {
                Func<int, double>? rank = ranked ? i => ranks[i] : null;

                // The suffix array is taken only where it fits.
                using DedupHarness harness = new(shards, workers, method == SubstringMethod.SuffixArray ? 1 << 20 : memory);
                Check(harness, documents, window, method, copies, rank);
            },
            iter: 100,
            threads: 1);

    [Fact]
    public void TokensAreComparedAsAWhole()
        => Gen.Select(Documents, Gen.Int[8, 12], Gen.Int[1, 3], Gen.Enum<SubstringMethod>(), Gen.Enum<SubstringCopies>()).Sample(
            static (documents, window, shards, method, copies) =>
            {
                // Ids beyond 16 bits that differ only there, each standing for a letter of its own.
                TokenVocabulary vocabulary = Letters();
                using DedupHarness harness = new(shards, 2);
                DedupFate[] fates = harness.Resolve(
                    new ExactSubstringDeduplication<TokenSymbol>(Options(window, copies, method)),
                    documents.Length,
                    (i, sketch) => Assert.True(TokenSymbol.Write(sketch, [.. documents[i].Select(static b => Id(b))], vocabulary, documents[i])));
                Assert.Equal(Expected(documents, window, copies, null), fates.Select(static f => f.Cuts));
            },
            iter: 60,
            threads: 1);

    [Theory]
    [InlineData(SubstringMethod.Anchors)]
    [InlineData(SubstringMethod.SuffixArray)]
    public void EdgesOfCorporaAreNoWindows(SubstringMethod method)
    {
        foreach (byte[][] documents in (byte[][][])[[], [[]], [[], [], []], [Utf8("short")], [Utf8("12345678")], [Utf8("12345678"), [], Utf8("12345678")], [Utf8("1234"), Utf8("56781234"), Utf8("5678")]])
        {
            using DedupHarness harness = new(3, 2);
            Check(harness, documents, 8, method, SubstringCopies.KeepFirst, null);
        }
    }

    [Theory]
    [InlineData(SubstringMethod.Anchors)]
    [InlineData(SubstringMethod.SuffixArray)]
    public void ARowOfOneCharacterKeepsItsFirstPeriod(SubstringMethod method)
    {
        using DedupHarness harness = new(2, 2);
        byte[][] documents = [new byte[100_000], Utf8(string.Concat(Enumerable.Repeat("abc", 30_000)))];
        Assert.Equal([[(1, 100_000)], [(3, 90_000)]], Resolve(harness, documents, Options(100, method: method)).Select(static f => f.Cuts));

        // Each byte is compared once, at the distance of the period, but for some windows at the ends.
        if (method == SubstringMethod.Anchors)
        {
            Assert.InRange(long.Parse(harness.Facts["comparedBytes"], CultureInfo.InvariantCulture), 189_996, 189_996 + 1000);

            // Nor does a place that says what the one before it said take a record.
            Assert.InRange(long.Parse(harness.Facts["anchors"], CultureInfo.InvariantCulture), 2, 300);
        }
    }

    [Fact]
    public void AMillionEqualDocumentsAreOne()
    {
        const int Count = 1_000_000;
        byte[] text = Utf8("A sentence of the terms of use.");
        using DedupHarness harness = new(3, 2, 1 << 22);
        DedupFate[] fates = harness.Resolve(new ExactSubstringDeduplication<ByteSymbol>(Options(16)), Count, (_, sketch) => sketch.Write(text));
        Assert.Empty(fates[0].Cuts);
        Assert.Equal(Count - 1, fates.Count(f => f.Cuts is [(0, int end)] && end == text.Length));
    }

    [Fact]
    public void OneGiantDocumentIsCut()
    {
        byte[] half = Noise(new Random(7), 4 << 20);
        using DedupHarness harness = new(1, 1, 1 << 20);
        Assert.Equal([(half.Length, 2 * half.Length)], Resolve(harness, [[.. half, .. half]], Options(1000))[0].Cuts);
    }

    /// <summary>A corpus whose records are many times what fits into memory, at several numbers of shards and workers.</summary>
    [Fact]
    public void MemoryShardsAndWorkersDoNotMatter()
    {
        Random random = new(11);
        byte[] pool = Noise(random, 20_000);
        byte[][] documents = [.. Enumerable.Range(0, 300).Select(_ => (byte[])[.. Part(), .. Noise(random, random.Next(300)), .. Part(), .. Part()])];
        (int, int)[][] expected = Expected(documents, 64, SubstringCopies.KeepFirst, null);
        foreach ((int shards, int workers, long memory) in (ReadOnlySpan<(int, int, long)>)[(1, 1, 1 << 24), (7, 2, 1 << 16), (40, 3, 100)])
        {
            using DedupHarness harness = new(shards, workers, memory);
            Assert.Equal(expected, Resolve(harness, documents, Options(64)).Select(static f => f.Cuts));
        }

        byte[] Part() => [.. pool.AsSpan(random.Next(pool.Length - 500), random.Next(500))];
    }

    [Fact]
    public void ACorpusThatDoesNotFitIsNotSearchedByItsSuffixes()
    {
        byte[][] documents = [.. Enumerable.Range(0, 50).Select(static i => Utf8($"a stretch that all of them have, and number {i}"))];
        using DedupHarness harness = new(3, 1, 1 << 14);
        ExactSubstringDeduplication<ByteSymbol> deduplication = new(Options(16, method: SubstringMethod.SuffixArray));
        Assert.Equal(
            Expected(documents, 16, SubstringCopies.KeepFirst, null),
            harness.Resolve(deduplication, documents.Length, (i, sketch) => sketch.Write(documents[i])).Select(static f => f.Cuts));
        Assert.False(deduplication.UsedSuffixArray);
    }

    [Theory]
    [InlineData(7)]
    [InlineData((1 << 24) + 1)]
    public void ALengthOutOfRangeIsAnError(int window)
        => Assert.Contains("from 8 to 16777216", Assert.Throws<ArgumentOutOfRangeException>(() => ExactSubstring.Resolve(window, default, default, false, default)).Message, StringComparison.Ordinal);

    [Fact]
    public void IdsThatDoNotSpellTheTextAreToldFrom()
    {
        TokenVocabulary vocabulary = Letters();
        Assert.True(TokenSymbol.Write(new Sketch(), [Id((byte)'a'), Id((byte)'b')], vocabulary, "ab"u8));
        Assert.False(TokenSymbol.Write(new Sketch(), [Id((byte)'a'), Id((byte)'b')], vocabulary, "ac"u8));
        Assert.False(TokenSymbol.Write(new Sketch(), [Id((byte)'a')], vocabulary, "ab"u8));
        Assert.False(TokenSymbol.Write(new Sketch(), [Id((byte)'a'), Id((byte)'b')], vocabulary, "a"u8));
    }

    [Fact]
    public void ATokenizerThatChangesTheTextIsAnError()
    {
        Tokenizer tokenizer = SmallTokenizer.Load(SmallTokenizer.Bytes([], normalizer: """{"type":"Lowercase"}"""));
        SubstringTokens tokens = new();
        tokens.Write(tokenizer, "lower case"u8, 8, new Sketch());
        RunException exception = Assert.Throws<RunException>(() => tokens.Write(tokenizer, "Upper Case"u8, 8, new Sketch()));
        Assert.Equal("PDSL2019", exception.Id);
        Assert.Contains("do not spell the text", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A claim that is wrong, which only a collision of hashes would make, is found out, wherever the bytes differ.</summary>
    [Theory]
    [InlineData(0, 20, true)]
    [InlineData(0, 21, false)]
    [InlineData(1, 20, false)]
    [InlineData(5, 15, true)]
    public void ClaimsAreComparedByteByByte(int start, int length, bool right)
    {
        byte[][] documents = [Utf8("0123456789abcdefghij-"), Utf8("another"), Utf8("0123456789abcdefghij+")];
        using DedupHarness harness = new(2);
        Claims claims = new(start, start == 1 ? 0 : start, length);
        harness.Resolve(claims, documents.Length, (i, sketch) => sketch.Write(documents[i]));
        Assert.Equal(right, claims.Right);
    }

    [Fact]
    public void OtherSeedsFindTheSame()
        => Documents.Sample(
            static documents =>
            {
                using DedupHarness harness = new(2);
                Seeded seeded = new();
                harness.Resolve(seeded, documents.Length, (i, sketch) => sketch.Write(documents[i]));
                Assert.All(seeded.Cuts, cuts => Assert.Equal(seeded.Cuts[0], cuts));
            },
            iter: 20,
            threads: 1);

    private static SubstringOptions Options(int window, SubstringCopies copies = SubstringCopies.KeepFirst, SubstringMethod method = SubstringMethod.Anchors)
        => new(window, copies, SubstringBorders.Characters, Widen: false, method);

    private static DedupFate[] Resolve(DedupHarness harness, byte[][] documents, SubstringOptions options, Func<int, double>? rank = null)
        => harness.Resolve(new ExactSubstringDeduplication<ByteSymbol>(options), documents.Length, (i, sketch) => sketch.Write(documents[i]), rank);

    private static void Check(DedupHarness harness, byte[][] documents, int window, SubstringMethod method, SubstringCopies copies, Func<int, double>? rank)
    {
        (int, int)[][] expected = Expected(documents, window, copies, rank);
        ExactSubstringDeduplication<ByteSymbol> deduplication = new(Options(window, copies, method));
        Assert.Equal(expected, harness.Resolve(deduplication, documents.Length, (i, sketch) => sketch.Write(documents[i]), rank).Select(static f => f.Cuts));
        Assert.Equal(method == SubstringMethod.SuffixArray, deduplication.UsedSuffixArray);
        Assert.Equal(expected.Sum(static d => d.Sum(static c => c.Item2 - c.Item1)).ToString(CultureInfo.InvariantCulture), harness.Facts["cutBytes"]);
        Assert.Equal(expected.Count(static d => d.Length > 0).ToString(CultureInfo.InvariantCulture), harness.Facts["cutDocuments"]);
    }

    /// <summary>The definition, letter by letter.</summary>
    internal static (int Start, int End)[][] Expected(byte[][] documents, int window, SubstringCopies copies, Func<int, double>? rank)
    {
        int[] order = [.. Enumerable.Range(0, documents.Length).OrderByDescending(i => rank?.Invoke(i) ?? 0).ThenBy(static i => i)];
        string[] texts = [.. documents.Select(Encoding.Latin1.GetString)];
        Dictionary<string, int> counts = [];
        foreach (string text in texts)
        {
            for (int i = 0; i + window <= text.Length; i++)
            {
                counts[text.Substring(i, window)] = counts.GetValueOrDefault(text.Substring(i, window)) + 1;
            }
        }

        HashSet<string> seen = [];
        bool[][] cut = [.. documents.Select(static d => new bool[d.Length])];
        foreach (int document in order)
        {
            for (int i = 0; i + window <= texts[document].Length; i++)
            {
                string own = texts[document].Substring(i, window);
                if (copies == SubstringCopies.CutAll ? counts[own] > 1 : !seen.Add(own))
                {
                    cut[document].AsSpan(i, window).Fill(true);
                }
            }
        }

        return [.. cut.Select(static c => Ranges(c).ToArray())];

        static IEnumerable<(int Start, int End)> Ranges(bool[] cut)
        {
            for (int i = 0; i < cut.Length;)
            {
                int start = i;
                while (i < cut.Length && cut[i] == cut[start])
                {
                    i++;
                }

                if (cut[start])
                {
                    yield return (start, i);
                }
            }
        }
    }

    private static int Id(byte letter) => (letter << 16) | 7;

    private static TokenVocabulary Letters()
    {
        TokenVocabularyBuilder builder = new(Id((byte)'c') + 1, 3);
        foreach (byte letter in "abc"u8)
        {
            builder.Add(Id(letter), [letter], TokenKind.Ordinary);
        }

        return builder.Build();
    }

    /// <summary>Claims that the last document has a stretch of the first.</summary>
    private sealed class Claims(int start, int otherStart, int length) : Deduplication
    {
        public bool Right { get; private set; }

        public override DedupEstimate Estimate(in CorpusSize corpus) => default;

        public override void Resolve(DedupContext context)
        {
            ulong[] places = [.. Places(context)];
            using SortedRuns<RepeatRecord> repeats = context.CreateRuns<RepeatRecord>("repeats");
            using (SortedRunWriter<RepeatRecord> writer = repeats.OpenWriter())
            {
                writer.Add(new RepeatRecord(places[^1] + (ulong)start, places[0] + (ulong)otherStart, (ulong)length));
            }

            repeats.Seal();
            using SortedRuns<CutRecord> cuts = context.CreateRuns<CutRecord>("cuts");
            using RepeatedStretches<ByteSymbol> stretches = new(context, [], new CutBorders(SubstringBorders.Characters, widen: false), context.Shards - 1);
            Right = stretches.Read(repeats, cuts);
            Assert.Equal(Right ? length : 0, stretches.Compared);
        }

        private static IEnumerable<ulong> Places(DedupContext context)
        {
            for (int shard = 0; shard < context.Shards; shard++)
            {
                using SketchReader reader = context.OpenSketches(shard);
                while (reader.Read())
                {
                    yield return SubstringPlace.Of(shard, reader.Offset);
                }
            }
        }
    }

    /// <summary>Searches with several seeds.</summary>
    private sealed class Seeded : Deduplication
    {
        public List<List<CutRecord>> Cuts { get; } = [];

        public override DedupEstimate Estimate(in CorpusSize corpus) => default;

        public override void Resolve(DedupContext context)
        {
            for (int seed = 0; seed < 3; seed++)
            {
                using SortedRuns<RepeatRecord> repeats = context.CreateRuns<RepeatRecord>($"repeats{seed}");
                new AnchorSearch<ByteSymbol>(context, 12, SubstringCopies.KeepFirst, seed, []).Find(repeats);
                repeats.Seal();
                using SortedRuns<CutRecord> cuts = context.CreateRuns<CutRecord>($"cuts{seed}");
                for (int shard = 0; shard < context.Shards; shard++)
                {
                    using RepeatedStretches<ByteSymbol> stretches = new(context, [], new CutBorders(SubstringBorders.Characters, widen: false), shard);
                    Assert.True(stretches.Read(repeats, cuts));
                }

                cuts.Seal();
                List<CutRecord> found = [];
                using SortedRunReader<CutRecord> reader = cuts.Read();
                while (reader.TryRead(out CutRecord cut))
                {
                    found.Add(cut);
                }

                Cuts.Add(found);
            }
        }
    }

    /// <summary>Random ASCII.</summary>
    private static byte[] Noise(Random random, int length)
    {
        byte[] noise = new byte[length];
        random.NextBytes(noise);
        return [.. noise.Select(static b => (byte)(b & 0x7F))];
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
