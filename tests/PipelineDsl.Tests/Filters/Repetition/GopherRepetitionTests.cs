using System;
using System.IO;
using System.IO.Compression;
using System.Text.Json;
using PipelineDsl.Tests.Features.Repetition;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Filters.Repetition;

public class GopherRepetitionTests(ITestOutputHelper output)
{
    private static readonly double[] s_defaults = [0.3, 0.2, 0.3, 0.2, 0.2, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.1];

    private static readonly string[] s_reasons =
    [
        "dup_para_frac", "dup_para_char_frac", "dup_line_frac", "dup_line_char_frac", "top_2_gram", "top_3_gram", "top_4_gram", "duplicated_5_n_grams", "duplicated_6_n_grams",
        "duplicated_7_n_grams", "duplicated_8_n_grams", "duplicated_9_n_grams", "duplicated_10_n_grams",
    ];

    [Theory]
    [InlineData("", null)] // datatrove divides by zero
    [InlineData("\n\n", "dup_line_frac")]
    [InlineData("Hello wonderful world again", "top_2_gram")]
    [InlineData("a\n\na\n\nb", "dup_para_frac")]
    [InlineData("x\nx\nx\ny\n\nz", "dup_line_frac")]
    public void EdgesHaveTheReasonThatDatatroveGives(string text, string? reason) => Assert.Equal(reason, Reason(Measure(text), s_defaults, zeroIsOff: false));

    [Fact]
    public void ADocumentAtAThresholdIsKept()
    {
        MeasuredRepetition text = Measure("one line here\none line here\nthree more\nfour more of it\nfive");
        double[] bounds = Values(text);
        Assert.True(bounds[2] > 0);
        Assert.Null(Reason(text, bounds, zeroIsOff: false));
        bounds[2] = Math.BitDecrement(bounds[2]);
        Assert.Equal("dup_line_frac", Reason(text, bounds, zeroIsOff: false));
    }

    [Fact]
    public void AThresholdOfZeroAllowsNothingOrIsOff()
    {
        MeasuredRepetition text = Measure("one two three four five six one two three four five six");
        double[] none = new double[13];
        Assert.Equal("top_2_gram", Reason(text, none, zeroIsOff: false));
        Assert.Null(Reason(text, none, zeroIsOff: true));
        Array.Fill(none, double.PositiveInfinity);
        Assert.Null(Reason(text, none, zeroIsOff: false));
    }

    [Fact]
    public void VerdictsAndMetricsAreThoseOfDatatrove()
    {
        if (!SharedData.TryFind("data/gold-filters/documents.jsonl.gz", output, out string path))
        {
            return;
        }

        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        MeasuredRepetition measured = new();
        int documents = 0;
        for (string? line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string? id = row.RootElement.GetProperty("id").GetString();
            measured.Measure(row.RootElement.GetProperty("text").GetString()!);
            string? theirs = row.RootElement.GetProperty("verdicts").GetProperty("ws").GetProperty("gopher_repetition").GetProperty("reason").GetString();
            if (theirs?.StartsWith("error:", StringComparison.Ordinal) != true)
            {
                Assert.Equal((id, theirs), (id, Reason(measured, s_defaults, zeroIsOff: false)));
            }

            double[] values = Values(measured);
            JsonElement metrics = row.RootElement.GetProperty("metrics");
            Assert.Equal((id, metrics.GetProperty("text").GetProperty("rep_lines").GetInt32()), (id, measured.Lines.Lines));
            Assert.Equal((id, metrics.GetProperty("text").GetProperty("rep_paragraphs").GetInt32()), (id, measured.Paragraphs.Paragraphs));
            for (int i = 0; i < values.Length; i++)
            {
                if (metrics.GetProperty(i < 4 ? "text" : "ws").TryGetProperty(s_reasons[i], out JsonElement value) && value.ValueKind == JsonValueKind.Number)
                {
                    Assert.Equal((id, s_reasons[i], value.GetDouble()), (id, s_reasons[i], values[i]));
                }
            }

            documents++;
        }

        output.WriteLine($"{documents} documents");
        Assert.True(documents > 1000);
    }

    private static MeasuredRepetition Measure(string text)
    {
        MeasuredRepetition measured = new();
        measured.Measure(text);
        return measured;
    }

    private static double[] Values(MeasuredRepetition text) => Array.ConvertAll(Checks(text, new double[13], zeroIsOff: false), static c => c.Value);

    private static string? Reason(MeasuredRepetition text, double[] bounds, bool zeroIsOff)
    {
        int first = Array.FindIndex(Checks(text, bounds, zeroIsOff), static c => !c.Passed);
        return first < 0 ? null : s_reasons[first];
    }

    private static Check[] Checks(MeasuredRepetition text, double[] b, bool zeroIsOff)
    {
        CharStats chars = text.Chars;
        return zeroIsOff
            ?
            [
                DatatroveGopherRepetition<WordList>.FewDuplicateParagraphs(text.Paragraphs, b[0]),
                DatatroveGopherRepetition<WordList>.FewDuplicateParagraphCharacters(text.Paragraphs, chars, b[1]),
                DatatroveGopherRepetition<WordList>.FewDuplicateLines(text.Lines, b[2]),
                DatatroveGopherRepetition<WordList>.FewDuplicateLineCharacters(text.Lines, chars, b[3]),
                DatatroveGopherRepetition<WordList>.RareTop2Gram(text.NGrams, chars, b[4]),
                DatatroveGopherRepetition<WordList>.RareTop3Gram(text.NGrams, chars, b[5]),
                DatatroveGopherRepetition<WordList>.RareTop4Gram(text.NGrams, chars, b[6]),
                DatatroveGopherRepetition<WordList>.FewDuplicate5Grams(text.NGrams, chars, b[7]),
                DatatroveGopherRepetition<WordList>.FewDuplicate6Grams(text.NGrams, chars, b[8]),
                DatatroveGopherRepetition<WordList>.FewDuplicate7Grams(text.NGrams, chars, b[9]),
                DatatroveGopherRepetition<WordList>.FewDuplicate8Grams(text.NGrams, chars, b[10]),
                DatatroveGopherRepetition<WordList>.FewDuplicate9Grams(text.NGrams, chars, b[11]),
                DatatroveGopherRepetition<WordList>.FewDuplicate10Grams(text.NGrams, chars, b[12]),
            ]
            :
            [
                GopherRepetition<WordList>.FewDuplicateParagraphs(text.Paragraphs, b[0]),
                GopherRepetition<WordList>.FewDuplicateParagraphCharacters(text.Paragraphs, chars, b[1]),
                GopherRepetition<WordList>.FewDuplicateLines(text.Lines, b[2]),
                GopherRepetition<WordList>.FewDuplicateLineCharacters(text.Lines, chars, b[3]),
                GopherRepetition<WordList>.RareTop2Gram(text.NGrams, chars, b[4]),
                GopherRepetition<WordList>.RareTop3Gram(text.NGrams, chars, b[5]),
                GopherRepetition<WordList>.RareTop4Gram(text.NGrams, chars, b[6]),
                GopherRepetition<WordList>.FewDuplicate5Grams(text.NGrams, chars, b[7]),
                GopherRepetition<WordList>.FewDuplicate6Grams(text.NGrams, chars, b[8]),
                GopherRepetition<WordList>.FewDuplicate7Grams(text.NGrams, chars, b[9]),
                GopherRepetition<WordList>.FewDuplicate8Grams(text.NGrams, chars, b[10]),
                GopherRepetition<WordList>.FewDuplicate9Grams(text.NGrams, chars, b[11]),
                GopherRepetition<WordList>.FewDuplicate10Grams(text.NGrams, chars, b[12]),
            ];
    }
}
