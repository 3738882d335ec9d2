using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Units;

/// <summary>Deduplication by n-grams, exact and with a Bloom filter, against doing it with strings in memory.</summary>
public class NGramDeduplicationTests
{
    private const int NGram = 3;
    private const double Threshold = 0.5;

    private static readonly Gen<string[]> s_documents = Gen.Int[0, 9].Select(static i => i == 0 ? "\n" : $"{(char)('a' + i)} ").Array[0, 25].Select(static words => string.Concat(words)).Array[0, 40];

    [Theory]
    [InlineData(1, 1, 1 << 20)]
    [InlineData(4, 3, 2048)]
    public void LinesOfKnownNGramsGo(int shards, int workers, long memory) => Gen.Select(s_documents, Gen.Int[0, 2].Array[40], Gen.Bool).Sample(
        (documents, ranks, ranked) =>
        {
            Func<int, double>? rank = ranked ? i => ranks[i] : null;
            using DedupHarness harness = new(shards, workers, memory);
            Compare(documents, harness.Resolve(NGramOverlap.Resolve(NGram, Threshold, UnitNormalization.None, null, null), documents.Length, (i, sketch) => Sketch(documents[i], sketch), rank), rank);
        },
        iter: 60,
        threads: 1);

    /// <summary>With next to no false positives the filter says what the exact way says.</summary>
    [Theory]
    [InlineData(1, 1, 1 << 20)]
    [InlineData(4, 3, 2048)]
    public void ALargeBloomFilterSaysTheSame(int shards, int workers, long memory) => s_documents.Sample(
        documents =>
        {
            using DedupHarness harness = new(shards, workers, memory);
            Deduplication bloom = BloomUnits.Resolve(BloomUnit.NGram, UnitNormalization.None, NGram, Threshold, 0, 1e-9, 0, 1, null, null);
            Compare(documents, harness.Resolve(bloom, documents.Length, (i, sketch) => Sketch(documents[i], sketch)));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void NGramsOfAnIndexAreKnown()
    {
        using DedupHarness harness = new(2, 2);
        harness.Resolve(NGramOverlap.Resolve(NGram, Threshold, UnitNormalization.None, null, "a.index"), 1, static (_, sketch) => Sketch("a b c d e", sketch));
        DedupFate[] fates = harness.Resolve(NGramOverlap.Resolve(NGram, Threshold, UnitNormalization.None, "a.index", null), 2, static (i, sketch) => Sketch(i == 0 ? "b c d e x\nnew words are here now in a long line" : "a b c d", sketch));
        Assert.Equal([(0, 10)], fates[0].Cuts);
        Assert.Equal((true, DedupMarks.Indexed), (fates[1].IsDropped, fates[1].Kept));
    }

    [Fact]
    public void UnitsOfASavedFilterAreKnown()
    {
        static void Lines(string text, Sketch sketch) => BloomUnits.Sketch(Encoding.UTF8.GetBytes(text), sketch, new BloomMemory(), BloomUnit.Line, UnitNormalization.LowerCase, 13, 1);
        static Deduplication Bloom(string? against, string? index) => BloomUnits.Resolve(BloomUnit.Line, UnitNormalization.LowerCase, 13, 0.8, 1000, 1e-6, 0, 0, against, index);
        using DedupHarness harness = new(2, 2);
        harness.Resolve(Bloom(null, "a.bloom"), 2, static (i, sketch) => Lines(i == 0 ? "one\ntwo" : "three", sketch));
        Assert.Equal("3", harness.Facts["items"]);
        DedupFate[] fates = harness.Resolve(Bloom("a.bloom", null), 3, static (i, sketch) => Lines(i == 0 ? "two\nfour" : i == 1 ? "THREE" : "five", sketch));
        Assert.Equal([(0, 4)], fates[0].Cuts);
        Assert.Equal([false, true, false], fates.Select(static f => f.IsDropped));
    }

    /// <summary>Documents as units: the first of equal ones stays; a filter of one megabyte is as large as it should be.</summary>
    [Fact]
    public void DocumentsAreDropped()
    {
        using DedupHarness harness = new(3, 2);
        Deduplication bloom = BloomUnits.Resolve(BloomUnit.Document, UnitNormalization.WhiteSpace, 13, 0.8, 0, 0.001, 1, 0, null, null);
        DedupFate[] fates = harness.Resolve(bloom, 100, static (i, sketch) => BloomUnits.Sketch(
            Encoding.UTF8.GetBytes($"text  {i % 40}\n"), sketch, new BloomMemory(), BloomUnit.Document, UnitNormalization.WhiteSpace, 13, 1));
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => i >= 40), fates.Select(static f => f.IsDropped));
        Assert.Equal((1 << 20).ToString(System.Globalization.CultureInfo.InvariantCulture), harness.Facts["filterBytes"]);
        Assert.Equal("40", harness.Facts["items"]);
    }

    /// <summary>A filter that follows from the number of units must be within the budget; one of a given size is made.</summary>
    [Fact]
    public void ALargeFilterIsAnError()
    {
        static Deduplication Bloom(int megabytes) => BloomUnits.Resolve(BloomUnit.NGram, UnitNormalization.None, NGram, Threshold, 100_000_000, 0.001, megabytes, 0, null, null);
        using DedupHarness harness = new(memory: 100 << 20);
        RunException exception = Assert.Throws<RunException>(() => harness.Resolve(Bloom(0), 1, static (_, sketch) => Sketch("a b c d", sketch)));
        Assert.Equal("PDSL2020", exception.Id);
        Assert.Contains("MiB, and the run may use 100 MiB: set DedupMemoryBytes", exception.Message, StringComparison.Ordinal);
        using DedupHarness small = new(memory: 1);
        Assert.False(small.Resolve(Bloom(1), 1, static (_, sketch) => Sketch("a b c d", sketch))[0].IsDropped);
    }

    private static void Compare(string[] documents, DedupFate[] fates, Func<int, double>? rank = null)
    {
        HashSet<string> known = [];
        foreach (int i in Enumerable.Range(0, documents.Length).OrderByDescending(i => rank?.Invoke(i) ?? 0).ThenBy(static i => i))
        {
            string[] lines = documents[i].Split('\n');
            List<string> kept = [];
            int all = 0;
            int found = 0;
            foreach (string line in lines)
            {
                string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                string[] ngrams = [.. Enumerable.Range(0, Math.Max(0, words.Length - NGram + 1)).Select(at => string.Join(' ', words.Skip(at).Take(NGram)))];
                int here = ngrams.Count(known.Contains);
                known.UnionWith(ngrams);
                all += ngrams.Length;
                found += here;
                if (here <= Threshold * ngrams.Length)
                {
                    kept.Add(line);
                }
            }

            // A line end before nothing is no line of its own.
            bool dropped = found > Threshold * all || (kept.Count < lines.Length && kept.All(static line => line.Length == 0));
            Assert.Equal(dropped, fates[i].IsDropped);
            if (!dropped)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(documents[i]);
                StringBuilder text = new();
                int done = 0;
                foreach ((int start, int end) in fates[i].Cuts)
                {
                    text.Append(Encoding.UTF8.GetString(bytes.AsSpan(done..start)));
                    done = end;
                }

                Assert.Equal(string.Join('\n', kept), text.Append(Encoding.UTF8.GetString(bytes.AsSpan(done))).ToString());
            }
        }
    }

    private static void Sketch(string text, Sketch sketch) => NGramOverlap.Sketch(Encoding.UTF8.GetBytes(text), sketch, new NGramMemory(), NGram, UnitNormalization.None);
}
