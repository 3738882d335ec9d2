using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Features.Repetition;

public class CoverageTests
{
    private static readonly MeasuredRepetition s_measured = new();
    private static readonly NGramCoverage<WordList> s_coverage = new();

    private static readonly string[] s_pieces = ["a", "bb", "naïve", "the", "the", "漢", " ", " ", " ", " ", "\n", "\n\n", "\n\n\n", "\t\n"];

    private static Gen<string> Repetitive { get; } = Gen.Int[0, s_pieces.Length - 1].Array[0, 200].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void CoverageIsThatOfTheReference() => Gen.OneOf(Repetitive, RandomTexts.Text).Sample(
        static text =>
        {
            s_measured.Measure(text);
            s_coverage.Begin();
            s_coverage.Finish(s_measured.Words);
            string[] words = [.. ReferenceText.Words(text)];
            Assert.Equal(words.Sum(Characters), s_coverage.WordCharacters);
            Assert.Equal(words.Sum(Encoding.UTF8.GetByteCount), s_coverage.WordBytes);
            for (int n = 2; n <= 10; n++)
            {
                (int At, string Gram)[] grams = [.. Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(i => (i, string.Join(' ', words[i..(i + n)])))];
                IGrouping<string, (int At, string Gram)>[] groups = [.. grams.GroupBy(static g => g.Gram)];
                int[] repeated = [.. groups.Where(static g => g.Count() > 1).SelectMany(static g => g).Select(static g => g.At)];
                int most = groups.Select(static g => g.Count()).DefaultIfEmpty(0).Max();
                IGrouping<string, (int At, string Gram)>[] tops = [.. groups.Where(g => g.Count() == most)];
                Assert.Equal((n, Cover(words, repeated, n).Sum(Characters)), (n, s_coverage.CoveredCharacters(n)));
                Assert.Equal(Cover(words, repeated, n).Sum(Encoding.UTF8.GetByteCount), s_coverage.CoveredBytes(n));
                Assert.Equal(repeated.Sum(i => words[i..(i + n)].Sum(Characters)), s_coverage.OccurrenceCharacters(n));
                Assert.Equal(grams.Sum(g => words[g.At..(g.At + n)].Sum(Characters)), s_coverage.AllOccurrenceCharacters(n));
                Assert.Equal(most, s_coverage.TopCount(n));
                Assert.Equal(tops.Select(g => most * words[g.First().At..(g.First().At + n)].Sum(Characters)).FirstOrDefault(), s_coverage.TopCharacters(n));
                Assert.Equal(tops.Select(g => most * words[g.First().At..(g.First().At + n)].Sum(Characters)).DefaultIfEmpty(0).Max(), s_coverage.LongestTopCharacters(n));
                IGrouping<string, (int At, string Gram)>? longest = tops.MaxBy(g => words[g.First().At..(g.First().At + n)].Sum(Encoding.UTF8.GetByteCount));
                Assert.Equal(
                    longest is null ? 0 : Cover(words, longest.Select(static g => g.At), n).Sum(Encoding.UTF8.GetByteCount),
                    s_coverage.TopCoveredBytes(n));
            }
        },
        iter: 200,
        threads: 1);

    [Fact]
    public void PiecesAreThoseOfTheReference() => Gen.OneOf(Repetitive, RandomTexts.Text).Sample(
        static text =>
        {
            s_measured.Measure(text);
            AssertPieces<AllLines>(text.Split('\n'));
            AssertPieces<PlainLines>(text.Split('\n').Where(static p => p.Length > 0));
            AssertPieces<StrippedLines>(text.Split('\n').Select(ReferenceText.Strip).Where(static p => p.Length > 0));
            AssertPieces<PlainParagraphs>(text.Split("\n\n").Where(static p => p.Length > 0));
            AssertPieces<StrippedParagraphs>(text.Split("\n\n").Select(ReferenceText.Strip).Where(static p => p.Length > 0));
        },
        iter: 500,
        threads: 1);

    private static void AssertPieces<TCut>(IEnumerable<string> cut)
        where TCut : struct, ITextCut
    {
        RepeatedPieces<TCut> measured = new();
        measured.Begin();
        measured.Finish(s_measured.LineList);
        string[] pieces = [.. cut];
        string[] copies = [.. pieces.GroupBy(static p => p).Where(static g => g.Count() > 1).SelectMany(static g => g)];
        Assert.Equal((typeof(TCut), pieces.Length, copies.Length), (typeof(TCut), measured.Count, measured.Copies));
        Assert.Equal((pieces.Sum(Characters), copies.Sum(Characters)), (measured.Characters, measured.CopyCharacters));
        Assert.Equal((pieces.Sum(Encoding.UTF8.GetByteCount), copies.Sum(Encoding.UTF8.GetByteCount)), (measured.Bytes, measured.CopyBytes));
    }

    private static IEnumerable<string> Cover(string[] words, IEnumerable<int> positions, int n)
    {
        HashSet<int> covered = [.. positions.SelectMany(i => Enumerable.Range(i, n))];
        return words.Where((_, i) => covered.Contains(i));
    }

    private static int Characters(string s) => s.EnumerateRunes().Count();
}
