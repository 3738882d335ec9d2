using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Units;

/// <summary>Deduplication of lines and sentences against doing it with strings in memory.</summary>
public class UnitDeduplicationTests
{
    /// <summary>Documents of few different lines, so that nearly everything repeats.</summary>
    private static readonly Gen<string[]> s_documents = Gen.Int[0, 12].Select(static i => i == 0 ? "" : i == 1 ? "  " : $"{(i % 2 == 0 ? "Line" : "line")} {i / 2}").Array[0, 8]
        .Select(static lines => string.Join('\n', lines)).Array[0, 60];

    [Theory]
    [InlineData(1, 1, 1 << 20, false)]
    [InlineData(3, 4, 1 << 20, true)]
    [InlineData(7, 2, 1024, false)]
    [InlineData(2, 1, 1024, true)]
    public void OfEqualLinesTheFirstStays(int shards, int workers, long memory, bool verify)
        => Gen.Select(s_documents, Gen.Int[0, 2].Array[60], Gen.Bool).Sample(
            (documents, ranks, ranked) =>
            {
                Func<int, double>? rank = ranked ? i => ranks[i] : null;
                using DedupHarness harness = new(shards, workers, memory);
                DedupFate[] fates = harness.Resolve(
                    ExactLines.Resolve(UnitNormalization.LowerCase, verify, null, null),
                    documents.Length,
                    (i, sketch) => SketchLines(documents[i], sketch, verify),
                    rank);
                HashSet<string> seen = [];
                foreach (int i in Enumerable.Range(0, documents.Length).OrderByDescending(i => rank?.Invoke(i) ?? 0).ThenBy(static i => i))
                {
                    string[] lines = documents[i].Split('\n');
                    string[] kept = [.. lines.Where(line => line.Trim().Length == 0 || seen.Add(line.Trim().ToLowerInvariant()))];
                    bool dropped = kept.Length < lines.Length && kept.All(static line => line.Length == 0);
                    Assert.Equal(dropped, fates[i].IsDropped);
                    Assert.Equal(dropped ? documents[i] : string.Join('\n', kept), Cut(documents[i], fates[i]));
                    Assert.True(!dropped || fates[i].Kept != i);
                }
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void WithVerificationDifferentLinesWithOneKeyStay()
    {
        string[] documents = ["a", "b", "a"];
        using DedupHarness harness = new(2);
        DedupFate[] fates = harness.Resolve(ExactLines.Resolve(UnitNormalization.None, true, null, null), 3, (i, sketch) =>
        {
            // One piece of one byte, one window with a key that the test makes.
            sketch.Write([1, 1, 0, 0, 0, 0, 0, 1, 0]);
            sketch.WriteUInt128(7);
            sketch.Write([1, (byte)documents[i][0]]);
        });
        Assert.Equal([false, false, true], fates.Select(static f => f.IsDropped));
        Assert.Equal(0, fates[2].Kept);
        Assert.Equal("1", harness.Facts["collisions"]);
    }

    [Fact]
    public void AMillionEqualLinesAreOne()
    {
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("all alike\n", 250_000)) + "x");
        UnitMemory memory = new();
        using DedupHarness harness = new(3, 2, 1 << 20);
        DedupFate[] fates = harness.Resolve(
            ExactLines.Resolve(UnitNormalization.None, false, null, null),
            4,
            (_, sketch) => ExactLines.Sketch(block, sketch, memory, UnitNormalization.None, 1, false));
        Assert.Equal([("all alike".Length, block.Length - "\nx".Length)], fates[0].Cuts);
        Assert.All(fates.Skip(1), static f => Assert.True(f.IsDropped && f.Kept == 0));
    }

    [Fact]
    public void LinesOfAnIndexAreCut()
    {
        string[] first = ["one\ntwo", "three"];
        string[] second = ["two\nfour\nfive", "three\none", "four"];
        using DedupHarness harness = new(2, 2);
        harness.Resolve(ExactLines.Resolve(UnitNormalization.LowerCase, false, null, "a.index"), 2, (i, sketch) => SketchLines(first[i], sketch, false));
        Assert.Equal("3", harness.Facts["indexedKeys"]);
        DedupFate[] fates = harness.Resolve(ExactLines.Resolve(UnitNormalization.LowerCase, false, "*.index", null), 3, (i, sketch) => SketchLines(second[i], sketch, false));
        Assert.Equal("four\nfive", Cut(second[0], fates[0]));
        Assert.Equal((true, DedupMarks.Indexed), (fates[1].IsDropped, fates[1].Kept));
        Assert.Equal((true, 0), (fates[2].IsDropped, fates[2].Kept));
        RunException exception = Assert.Throws<RunException>(() => harness.Resolve(ExactLines.Resolve(UnitNormalization.None, false, "*.index", null), 1, static (_, sketch) => SketchLines("x", sketch, false)));
        Assert.Contains("it was made for 'units lines LowerCase', the step needs 'units lines None'", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>No sentence is lost: of each at least one copy is left in the corpus, whatever overlaps.</summary>
    [Fact]
    public void EverySentenceStaysSomewhere() => Gen.Int[0, 6].Array[0, 12].Array[0, 30].Sample(
        static drawn =>
        {
            string[] documents = [.. drawn.Select(static numbers => string.Join(' ', numbers.Select(static n => $"Sentence {(char)('A' + n)}.")))];
            SentenceUnitMemory<Uax29Sentences> memory = new();
            using DedupHarness harness = new(2, 2, 2048);
            DedupFate[] fates = harness.Resolve(
                ExactSentences<Uax29Sentences>.Resolve(3, UnitNormalization.Simplified, 0, false, null, null),
                documents.Length,
                (i, sketch) => ExactSentences<Uax29Sentences>.Sketch(Encoding.UTF8.GetBytes(documents[i]), sketch, memory, 3, UnitNormalization.Simplified, 0, false));

            HashSet<string> seen = [];
            HashSet<int> left = [];
            for (int i = 0; i < documents.Length; i++)
            {
                bool[] removed = new bool[drawn[i].Length];
                for (int at = 0; at + 3 <= drawn[i].Length; at++)
                {
                    if (!seen.Add(string.Join(',', drawn[i].Skip(at).Take(3))))
                    {
                        removed.AsSpan(at, 3).Fill(true);
                    }
                }

                int[] kept = [.. drawn[i].Where((_, at) => !removed[at])];
                Assert.Equal(kept.Length == 0 && drawn[i].Length > 0, fates[i].IsDropped);
                if (!fates[i].IsDropped)
                {
                    left.UnionWith(kept);
                    Assert.Equal(string.Join(' ', kept.Select(static n => $"Sentence {(char)('A' + n)}.")), Cut(documents[i], fates[i]));
                }
            }

            Assert.Equal(drawn.SelectMany(static n => n).ToHashSet(), left);
        },
        iter: 100,
        threads: 1);

    /// <summary>Once its memory is large enough, a sketch allocates nothing.</summary>
    [Fact]
    public void SketchesAllocateNothing()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(static i => $"Café number {i}, the {i % 7}th — 漢字! And more.{(i % 4 == 0 ? "\n\n" : i % 4 == 1 ? "\n" : " ")}")));
        UnitMemory units = new();
        SentenceUnitMemory<Uax29Sentences> sentences = new();
        DatatroveSentenceMemory<SpacyEnglishSentences, SpacyEnglishWords> datatrove = new();
        NGramMemory ngrams = new();
        BloomMemory bloom = new();
        Sketch sketch = new();
        Action[] sketches =
        [
            () => ExactLines.Sketch(text, sketch, units, UnitNormalization.LowerCase, 1, true),
            () => ExactLines.Sketch(text, sketch, units, UnitNormalization.CcNet, 1, false),
            () => ExactParagraphs.Sketch(text, sketch, units, UnitNormalization.WhiteSpace, 1, false),
            () => ExactSentences<Uax29Sentences>.Sketch(text, sketch, sentences, 3, UnitNormalization.Simplified, 5, false),
            () => DatatroveExactSentences<SpacyEnglishSentences, SpacyEnglishWords>.Sketch(text, sketch, datatrove, 3, UnitNormalization.Simplified, 5, false),
            () => NGramOverlap.Sketch(text, sketch, ngrams, 13, UnitNormalization.None),
            () => BloomUnits.Sketch(text, sketch, bloom, BloomUnit.Document, UnitNormalization.None, 13, 1),
        ];
        foreach (Action write in sketches)
        {
            long allocated = Allocation.OfCall(() =>
            {
                sketch.Clear();
                write();
            });
            Assert.Equal(0, allocated);
            Assert.False(sketch.IsEmpty);
        }
    }

    private static void SketchLines(string text, Sketch sketch, bool verify) => ExactLines.Sketch(Encoding.UTF8.GetBytes(text), sketch, new UnitMemory(), UnitNormalization.LowerCase, 1, verify);

    private static string Cut(string text, DedupFate fate)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        StringBuilder kept = new();
        int done = 0;
        foreach ((int start, int end) in fate.Cuts)
        {
            kept.Append(Encoding.UTF8.GetString(bytes.AsSpan(done..start)));
            done = end;
        }

        return kept.Append(Encoding.UTF8.GetString(bytes.AsSpan(done))).ToString();
    }
}
