using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Decontamination;

public class SpanDecontaminationTests
{
    private const string Item = "one two three four five six seven eight";

    [Theory]
    [InlineData("before. One, two, three, four, five, six, seven, eight! behind", 0, 1, "before.\n! behind", 2)]
    [InlineData("before it. One, two, three, four, five, six, seven, eight! behind", 3, 1, "before", 1)] // no word is cut
    [InlineData("one two three four five six seven eight", 0, 1, "", 0)]
    [InlineData("x one two three four five six seven eight and more", 0, 5, "and more", 2)]
    [InlineData("one two three four five six seven eight nine one two three four five six seven eight", 0, 1, "nine", 1)]
    [InlineData("one two three four five six seven eight nine one two three four five six seven eight", 5, 1, "", 0)]
    [InlineData("漢字one two three four five six seven eight漢字", 1, 1, "漢\n字", 2)]
    public void WhatIsSharedIsCutOut(string text, int context, int minPiece, string expected, int pieces)
    {
        BenchmarkFiles files = BenchmarkFilesTests.Load(("own.jsonl", $"{{\"query\":\"{Item}\"}}\n"));
        ContaminationMemory memory = new();
        Assert.Equal(expected, Apply(text, files, memory, context, minPiece));
        Assert.Equal(pieces, memory.Pieces);
        Assert.Equal(expected.Length == 0 ? 0 : expected.Split('\n').Length, memory.PiecesKept);
        Assert.Equal(pieces <= 1, SpanDecontamination.FewPieces(memory, 1).Passed);
        Assert.Equal(expected.Length > 0, SpanDecontamination.SomethingLeft(memory).Passed);
    }

    [Fact]
    public void ATextWithNothingOfTheBenchmarksStaysAsItIs()
    {
        BenchmarkFiles files = BenchmarkFilesTests.Load(("own.jsonl", $"{{\"query\":\"{Item}\"}}\n"));
        ContaminationMemory memory = new();
        Assert.Null(Apply("  one two three four five six seven  ", files, memory, 0, 1));
        Assert.Null(Apply("", files, memory, 0, 1));
        Assert.True(SpanDecontamination.FewPieces(memory, 1));
        Assert.True(SpanDecontamination.SomethingLeft(memory));
    }

    [Fact]
    public void OnlyItemsWithEnoughOfThemInTheTextAreCutOut()
    {
        BenchmarkFiles files = BenchmarkFilesTests.Load(("own.jsonl", $"{{\"query\":\"{Item}\"}}\n{{\"query\":\"{Item} nine ten eleven twelve\"}}\n{{\"query\":\"a b c d e f g h i j k l\"}}\n"));
        TextBuffer input = new();
        input.Append(Encoding.UTF8.GetBytes($"{Item}, then a b c d e f g h, and no more"));
        TextBuffer output = new();
        Assert.True(SpanDecontamination.Apply(input.Text.Bytes, output, files, new(), new Document(1).Notes, 8, context: 0, minPieceCharacters: 1, minItemShare: 0.5));
        Assert.Equal(", then a b c d e f g h, and no more", Encoding.UTF8.GetString(output.Bytes));
    }

    [Fact]
    public void CutsWhatANaiveCutterCuts()
    {
        int cut = 0;
        Gen.Select(BenchmarkTexts.Case, Gen.Int[0, 6], Gen.Int[0, 8]).Sample(
            (test, context, minPiece) =>
            {
                (List<BenchmarkItem> items, string document) = test;
                List<HashSet<string>> grams = new NaiveDecontamination(8, BenchmarkParts.All, 8, 0).Grams(items);
                if (grams.TrueForAll(static g => g.Count == 0))
                {
                    return;
                }

                string rows = string.Concat(items.Select(static i => JsonSerializer.Serialize(new { query = i.Query, label = i.Labels }) + "\n"));
                string? expected = Naive(document, grams, context, minPiece);
                Assert.Equal(expected, Apply(document, BenchmarkFilesTests.Load(("own.jsonl", rows)), new(), context, minPiece));
                cut += expected is null ? 0 : 1;
            },
            iter: 200,
            threads: 1);
        Assert.True(cut > 0, $"{cut} documents were cut: too few to show anything");
    }

    /// <summary>All characters of the BMP, so that a character is a UTF-16 unit.</summary>
    private static string? Naive(string document, List<HashSet<string>> grams, int context, int minPiece)
    {
        List<(string Word, int Start, int End)> words = NaiveDecontamination.Words(document);
        bool[] gone = new bool[document.Length + 1];
        foreach ((int word, int count) in NaiveDecontamination.Places(words, grams.SelectMany(static g => g)))
        {
            int start = Math.Max(0, words[word].Start - context);
            int end = Math.Min(document.Length, words[word + count - 1].End + context);
            start = words.Where(w => w.Start < start && start < w.End).Select(static w => w.Start).FirstOrDefault(start);
            end = words.Where(w => w.Start < end && end < w.End).Select(static w => w.End).FirstOrDefault(end);
            Array.Fill(gone, true, start, end - start);
        }

        if (!gone.Contains(true))
        {
            return null;
        }

        string marked = string.Create(document.Length, (document, gone), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = state.gone[i] ? '\0' : state.document[i];
            }
        });
        return string.Join('\n', marked.Split('\0').Select(static p => p.Trim()).Where(p => p.Length > 0 && p.Length >= minPiece));
    }

    private static string? Apply(string text, BenchmarkFiles files, ContaminationMemory memory, int context, int minPiece)
    {
        TextBuffer input = new();
        input.Append(Encoding.UTF8.GetBytes(text));
        TextBuffer output = new();
        return SpanDecontamination.Apply(input.Text.Bytes, output, files, memory, new Document(1).Notes, 8, context, minPiece) ? Encoding.UTF8.GetString(output.Bytes) : null;
    }
}
