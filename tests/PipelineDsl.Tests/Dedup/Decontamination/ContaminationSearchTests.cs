using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Decontamination;

public class ContaminationSearchTests
{
    private static readonly Gen<(int N, BenchmarkParts Parts, int MinItemWords, int MaxItems, ContaminationBounds Bounds)> s_options =
        from n in Gen.Int[8, 11]
        from parts in Gen.Int[1, 7]
        from least in Gen.Int[0, 2].Select(static i => new[] { 0, 8, 9 }[i])
        from most in Gen.Int[0, 2]
        from hits in Gen.Int[1, 3]
        from share in Gen.Int[0, 2].Select(static i => new[] { 0, 0.3, 1 }[i])
        from text in Gen.Int[0, 2].Select(static i => new[] { 0, 0, 0.4 }[i])
        select (n, (BenchmarkParts)parts, least, most, new ContaminationBounds(hits, share, text));

    [Fact]
    public void FindsWhatANaiveSearchFinds()
    {
        int contaminated = 0;
        int shorts = 0;
        Gen.Select(BenchmarkTexts.Case, s_options).Sample(
            (test, options) =>
            {
                (List<BenchmarkItem> items, string document) = test;
                List<HashSet<string>> grams = new NaiveDecontamination(options.N, options.Parts, options.MinItemWords, options.MaxItems).Grams(items);
                ContaminationSettings settings = PipelineDsl.Decontamination.Settings(options.N, options.Parts, options.MinItemWords, options.MaxItems, null, null, null);
                if (grams.TrueForAll(static g => g.Count == 0))
                {
                    Assert.Throws<InvalidDataException>(() => ContaminationIndex.Build(items, settings));
                    return;
                }

                ContaminationIndex index = ContaminationIndex.Build(items, settings);
                Assert.Equal(grams.SelectMany(static g => g).Distinct().Count(), index.Grams);
                Assert.Equal(grams.Count(static g => g.Count == 0), index.Unmatched);
                Assert.Equal(grams.Select(static g => g.Count), Enumerable.Range(0, items.Count).Select(index.GramsOf));

                // Twice, and another document between: nothing is left of the last one.
                ContaminationSearch search = new(index);
                RunWords words = new();
                for (int round = 0; round < 2; round++)
                {
                    Expect(items, grams, document, options.Bounds, search, words);
                    contaminated += search.Items.Length > 0 ? 1 : 0;
                    shorts += search.Hits.ToArray().Any(h => h.Words < options.N) ? 1 : 0;
                    Expect(items, grams, document[..(document.Length / 2)], options.Bounds, search, words);
                }
            },
            iter: 400,
            threads: 1);
        Assert.True(contaminated > 20 && shorts > 0, $"{contaminated} contaminated, {shorts} with short items: too few to show anything");
    }

    [Fact]
    public void ManyItemsAndAFullTable()
    {
        // All sequences of 8 of 4 letters: 65,536 n-grams in one item each or in two, and hashes that fill the table evenly.
        List<BenchmarkItem> items = [.. Enumerable.Range(0, 40_000).Select(static i => new BenchmarkItem("b", $"{i}", "f", i, Letters(i), []))];
        ContaminationIndex index = ContaminationIndex.Build(items, PipelineDsl.Decontamination.Settings(8, BenchmarkParts.Query, 0, 0, null, null, null));
        Assert.Equal(40_000, index.Grams);
        ContaminationSearch search = new(index);
        RunWords words = new();
        TextBuffer buffer = new();
        for (int i = 0; i < 65_536; i += 7)
        {
            buffer.Clear();
            buffer.Append(Encoding.UTF8.GetBytes(Letters(i)));
            words.Split(buffer.Text);
            Assert.Equal(i < 40_000, search.Find(words, new ContaminationBounds(1)));
            Assert.True(i >= 40_000 || search.Items[0].Item == i);
        }

        static string Letters(int number) => string.Join(' ', Enumerable.Range(0, 8).Select(i => "wxyz"[(number >> (2 * i)) & 3]));
    }

    [Theory]
    [InlineData(7, BenchmarkParts.All, 8, "n-grams have 8 to 50 words, not 7")]
    [InlineData(51, BenchmarkParts.All, 8, "n-grams have 8 to 50 words, not 51")]
    [InlineData(13, BenchmarkParts.All, 7, "let minItemWords be 8 or more, or 0")]
    [InlineData(13, (BenchmarkParts)8, 8, "parts is none of")]
    [InlineData(13, BenchmarkParts.All, 8, "none of the 1 items has an n-gram to look for")]
    public void SettingsThatMakeNoIndexAreRefused(int n, BenchmarkParts parts, int minItemWords, string message)
        => Assert.Contains(
            message,
            Assert.Throws<InvalidDataException>(() => ContaminationIndex.Build([new BenchmarkItem("b", "1", "f", 1, "too short", [])], PipelineDsl.Decontamination.Settings(n, parts, minItemWords, 0, null, null, null))).Message,
            StringComparison.Ordinal);

    private static void Expect(List<BenchmarkItem> items, List<HashSet<string>> grams, string document, ContaminationBounds bounds, ContaminationSearch search, RunWords words)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(document));
        words.Split(buffer.Text);
        bool found = search.Find(words, bounds);

        List<(string Word, int Start, int End)> theirs = NaiveDecontamination.Words(document);
        Assert.Equal(
            NaiveDecontamination.Places(theirs, grams.SelectMany(static g => g)).Order(),
            search.Hits.ToArray().Select(static h => (h.Word, h.Words)));
        List<int> hits = [.. grams.Select(g => g.Count(gram => NaiveDecontamination.Places(theirs, [gram]).Count > 0))];
        List<int> enough = [.. Enumerable.Range(0, items.Count).Where(i => hits[i] > 0 && hits[i] >= Math.Min(bounds.Hits, grams[i].Count) && (double)hits[i] / grams[i].Count >= bounds.ItemShare)];
        HashSet<int> covered = [.. NaiveDecontamination.Places(theirs, enough.SelectMany(i => grams[i])).SelectMany(static p => Enumerable.Range(p.Word, p.Count))];
        double share = theirs.Count == 0 ? 0 : (double)covered.Count / theirs.Count;
        bool expected = enough.Count > 0 && share >= bounds.TextShare;
        Assert.Equal(expected, found);
        Assert.Equal(hits.Max(), search.MostHits);
        Assert.Equal(share, search.TextShare);
        Assert.Equal(
            expected ? enough.OrderByDescending(i => hits[i]).ThenBy(static i => i).Select(i => (i, hits[i])) : [],
            search.Items.ToArray().Select(static i => (i.Item, i.Hits)));
        foreach (ContaminationItem item in search.Items)
        {
            ContaminationHit first = search.Hits[item.FirstHit];
            Assert.Equal(NaiveDecontamination.Places(theirs, grams[item.Item]).Min(static p => p.Word), first.Word);
            Assert.Contains(Encoding.UTF8.GetString(search.Index.TextOf(first.Gram)), grams[item.Item]);
        }
    }
}
