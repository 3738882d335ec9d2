using System.IO;
using System.IO.Compression;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Tests.Features;
using PipelineDsl.Tests.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Filters;

public class GopherQualityTests(ITestOutputHelper output)
{
    [Fact]
    public void VerdictsAreThoseOfTheReference() => TextGen.Texts.Sample(static text =>
    {
        foreach (int minWords in new[] { 0, 5, 50 })
        {
            Assert.Equal(Expected(new ReferenceFeatures(text), minWords, 100), Reason(new MeasuredText(text), minWords, 100));
        }
    });

    [Fact]
    public void VerdictsAreThoseOfDatatrove()
    {
        if (!SharedData.TryFind("data/gold-filters/documents.jsonl.gz", output, out string path))
        {
            return;
        }

        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        int documents = 0;
        for (string? line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            using JsonDocument row = JsonDocument.Parse(line);
            MeasuredText text = new(row.RootElement.GetProperty("text").GetString()!);
            JsonElement verdicts = row.RootElement.GetProperty("verdicts").GetProperty("ws");
            string? id = row.RootElement.GetProperty("id").GetString();
            AssertVerdict(verdicts.GetProperty("gopher_quality"), Reason(text, 50, 100_000), id);
            AssertVerdict(verdicts.GetProperty("gopher_quality_max1000"), Reason(text, 50, 1000), id);
            documents++;
        }

        output.WriteLine($"{documents} documents");
        Assert.True(documents > 1000);
    }

    private static void AssertVerdict(JsonElement expected, string? reason, string? id)
    {
        string? theirs = expected.GetProperty("reason").GetString();
        if (theirs?.StartsWith("error:", System.StringComparison.Ordinal) != true)
        {
            Assert.Equal((id, theirs), (id, reason));
        }
    }

    /// <summary>The first rule that fails in datatrove's order, under datatrove's name.</summary>
    private static string? Reason(MeasuredText text, int minWords, int maxWords)
        => !GopherQuality.EnoughWords(text.Words, minWords) ? "gopher_short_doc"
            : !GopherQuality.NotTooManyWords(text.Words, maxWords) ? "gopher_long_doc"
            : !GopherQuality.WordsLongEnough(text.Words, 3) ? "gopher_below_avg_threshold"
            : !GopherQuality.WordsShortEnough(text.Words, 10) ? "gopher_above_avg_threshold"
            : !GopherQuality.FewHashes(text.Symbols, text.Words, 0.1) ? "gopher_too_many_hashes"
            : !GopherQuality.FewEllipses(text.Symbols, text.Words, 0.1) ? "gopher_too_many_ellipsis"
            : !GopherQuality.FewBullets(text.LineStats, 0.9) ? "gopher_too_many_bullets"
            : !GopherQuality.FewEllipsisLines(text.LineStats, 0.3) ? "gopher_too_many_end_ellipsis"
            : !GopherQuality.WordsHaveLetters(text.Words, 0.8) ? "gopher_below_alpha_threshold"
            : !GopherQuality.EnoughStopWords(text.Stops, 2) ? "gopher_enough_stop_words"
            : null;

    private static string? Expected(ReferenceFeatures text, int minWords, int maxWords)
    {
        double words = text.Words == 0 ? double.PositiveInfinity : text.Words;
        double lines = text.Lines == 0 ? double.PositiveInfinity : text.Lines;
        return text.NonSymbolWords < minWords ? "gopher_short_doc"
            : text.NonSymbolWords > maxWords ? "gopher_long_doc"
            : text.MeanLength < 3 ? "gopher_below_avg_threshold"
            : text.MeanLength > 10 ? "gopher_above_avg_threshold"
            : text.Hashes / words > 0.1 ? "gopher_too_many_hashes"
            : text.Ellipses / words > 0.1 ? "gopher_too_many_ellipsis"
            : text.Bullets / lines > 0.9 ? "gopher_too_many_bullets"
            : text.EllipsisEnds / lines > 0.3 ? "gopher_too_many_end_ellipsis"
            : text.LetterWords / words < 0.8 ? "gopher_below_alpha_threshold"
            : text.StopWords < 2 ? "gopher_enough_stop_words"
            : null;
    }
}
