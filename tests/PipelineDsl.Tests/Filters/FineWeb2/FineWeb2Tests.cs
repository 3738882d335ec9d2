using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Filters.FineWeb2;

public class FineWeb2Tests
{
    private const string Settings = """
        # a language of two stop words
        dup_line_frac: 0.25
        dup_n_grams:
        - - 5
          - 0.15
        - - 10
          - 0.1
        language_score: 0.8
        line_punct_thr: 0.1
        max_avg_word_length: 11
        max_non_alpha_words_ratio: 0.8
        min_avg_word_length: 2
        new_line_ratio: 0.2
        stopwords:
        - de
        - "\xE0"
        - l'
        top_n_grams: [[2, 0.16], [3, 0]]

        """;

    [Fact]
    public void ThresholdsAreThoseOfTheFile()
    {
        FineWeb2Settings settings = Load(Settings);
        Assert.Equal((0.25, 0.1, 0.2), (settings.MaxDuplicateLines, settings.MinPunctuatedRatio, settings.MaxNewlineRatio));
        Assert.Equal((2, 11, 0.8, 0.8), (settings.MinMeanWordLength, settings.MaxMeanWordLength, settings.MinLetterWordRatio, settings.LanguageScore));
        Assert.Equal([0.16, double.PositiveInfinity, double.PositiveInfinity], Enumerable.Range(2, 3).Select(settings.MaxTop));
        Assert.Equal([0.15, double.PositiveInfinity, 0.1], new[] { 5, 6, 10 }.Select(settings.MaxDuplicate));
    }

    [Theory]
    [InlineData("dup_line_frac: 0.25", "dup_line_frac: much", "(2): dup_line_frac is a number")]
    [InlineData("dup_line_frac: 0.25", "", ": the setting dup_line_frac is missing")]
    [InlineData("line_punct_thr: 0.1", "line_punct_thr: 0.1\nother: 1", "(10): the setting other is unknown")]
    [InlineData("line_punct_thr: 0.1", "line_punct_thr: 0.1\nline_punct_thr: 0.2", "(10): the setting line_punct_thr stands twice")]
    [InlineData("- - 10", "- - 11", "(6): the first of each pair of dup_n_grams is a whole number from 5 to 10")]
    [InlineData("[[2, 0.16], [3, 0]]", "7", "(18): top_n_grams is a list of pairs")]
    [InlineData("[[2, 0.16], [3, 0]]", "[2]", "(18): top_n_grams is a list of pairs")]
    [InlineData("max_avg_word_length: 11", "max_avg_word_length: {a: 1}", "(10): a number, a string or a list is expected")]
    [InlineData("- de", "- [de", "(")]
    public void WhatIsWrongIsSaidWithFileAndLine(string old, string @new, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Load(Settings.Replace(old, @new, StringComparison.Ordinal)));
        Assert.Contains("xxx.yml" + message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsMissingIsNamed()
    {
        Assert.Contains("none.yml", Assert.Throws<FileNotFoundException>(() => FineWeb2Settings.Load(new ServiceRequest("none.yml"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FineWeb2Settings.Load(new ServiceRequest(null)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DocumentsAreJudgedByTheSettings(bool segmented)
    {
        using TempFolder folder = new();
        folder.Write("configs/xxx.yml", Settings);
        string good = string.Join(' ', Enumerable.Range(0, 60).Select(static i => $"mot{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}")) + " de la table à droite.";
        string[] texts =
        [
            good,
            good.Replace(" à ", " a ", StringComparison.Ordinal), // one stop word
            good[..^1], // no line ends with punctuation
            good + "\nune ligne.\nune ligne.\nune ligne.", // half of the lines are copies
            string.Join(' ', good.Split(' ').Take(40)) + " de à.",
        ];
        folder.Write("in/a.jsonl", string.Concat(texts.Select(static (text, i) => $"{{\"id\":\"{i}\",\"text\":{JsonSerializer.Serialize(text)}}}\n")));
        RunOptions options = new() { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 };
        RunSummary summary = await (segmented ? FineWeb2SegmentedPipeline.RunAsync(options) : FineWeb2Pipeline.RunAsync(options));
        Assert.True(summary.Succeeded);
        string[] kept = folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("\"0\"", Assert.Single(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CharactersCanBeWordsAndTheLanguageMustBeSure()
    {
        using TempFolder folder = new();
        folder.Write("configs/xxx.yml", Settings.Replace("min_avg_word_length: 2", "min_avg_word_length: 1", StringComparison.Ordinal).Replace("- de\n", "- 的\n", StringComparison.Ordinal));
        string good = string.Concat(Enumerable.Range(0, 60).Select(static i => (char)(0x6000 + (7 * i)))) + "的。";
        string[] records =
        [
            $"\"text\":\"{good}\",\"score\":0.8", $"\"text\":\"{good}\",\"score\":0.79", $"\"text\":\"{good}\"", $"\"text\":\"{good[20..]}\",\"score\":1",
            $"\"text\":\"{good.Replace('的', '地')}\",\"score\":1",
        ];
        folder.Write("in/a.jsonl", string.Concat(records.Select(static (record, i) => $"{{\"id\":\"{i}\",{record}}}\n")));
        Assert.True((await FineWeb2CjkPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 })).Succeeded);
        Assert.Equal(["0"], folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.Split('"')[3]));
    }

    [Fact]
    public void StopWordsAreCountedOnce()
    {
        FineWeb2Settings settings = Load(Settings);
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes("de de De à l' l'a d"));
        SegmentedWords<WhitespaceWords> words = new();
        words.Begin();
        words.OnDocument(buffer.Text.Bytes);
        Assert.Equal((3, 2), (settings.CountStopWords(words, 64), settings.CountStopWords(words, 2)));
    }

    private static FineWeb2Settings Load(string text)
    {
        using TempFolder folder = new();
        return FineWeb2Settings.Load(new ServiceRequest(folder.Write("xxx.yml", text)));
    }
}
