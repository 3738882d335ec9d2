using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Filters;

public class FineWebQualityTests(ITestOutputHelper output)
{
    private const string OtherStops = ".!?\"'”’";

    private static readonly string[] s_samples =
    [
        "", " ", "\u3000", "x.", "a line", "a line that is longer than thirty letters.", "a line of thirty letters wide", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "是。", "x \r", "end.\"", "end”", "😀😀", "🙂.",
        "।", "x.\u2028y",
    ];

    private static readonly Gen<string> s_lines = Gen.Frequency((8, Gen.Int[0, s_samples.Length - 1].Select(static i => s_samples[i])), (1, RandomTexts.Text))
        .Array[0, 30].Select(static lines => string.Join('\n', lines));

    [Fact]
    public void VerdictsAreThoseOfTheReference() => s_lines.Sample(static text => AssertSame(text), iter: 300);

    [Fact]
    public void TextsToo() => TextGen.Texts.Sample(static text => AssertSame(text), iter: 300);

    [Theory]
    [InlineData("", "NotEmpty")]
    [InlineData(" \n\u3000\n", "NotEmpty")]
    [InlineData("Ends with a quote.\"", "LinesPunctuated")]
    [InlineData("Ends with a space. ", "LinesPunctuated")]
    [InlineData("x.\nx.\nx.", "FewShortLines")]
    public void Edges(string text, string rule)
    {
        Assert.Equal(rule, Verdict(text).Rule!.Name);
        AssertSame(text);
    }

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
            string text = row.RootElement.GetProperty("text").GetString()!;
            JsonElement verdicts = row.RootElement.GetProperty("verdicts").GetProperty("ws");
            Assert.Equal(verdicts.GetProperty("fineweb").GetProperty("reason").GetString(), Reason(FineWebDefaultPipeline.Judge(Encoding.UTF8.GetBytes(text))));
            Assert.Equal(verdicts.GetProperty("fineweb_default_stop").GetProperty("reason").GetString(), Reason(FineWebStopPipeline.Judge(Encoding.UTF8.GetBytes(text))));
            documents++;
        }

        output.WriteLine($"{documents} documents");
        Assert.True(documents > 1000);
    }

    private static void AssertSame(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal((text, Expected(text, null, false)), (text, Reason(FineWebDefaultPipeline.Judge(utf8))));
        Assert.Equal((text, Expected(text, OtherStops, true)), (text, Reason(FineWebStopPipeline.Judge(utf8))));
        Assert.Equal((text, Expected(text, null, false)), (text, Reason(FineWebWordsPipeline.Judge(utf8))));
        Assert.Equal((text, ExpectedOfV1(text)), (text, Reason(FineWebV1Pipeline.Judge(utf8))));
    }

    private static Verdict Verdict(string text) => FineWebDefaultPipeline.Judge(Encoding.UTF8.GetBytes(text));

    private static string? Reason(Verdict verdict) => verdict.Rule?.Name switch
    {
        "NotEmpty" => "empty",
        "LinesPunctuated" => "line_punct_ratio",
        "FewShortLines" => "short_line_ratio",
        "FewDuplicateCharacters" => "char_dup_ratio",
        "NotAList" => "list_ratio",
        _ => null,
    };

    private static string? Expected(string text, string? stops, bool excludeZero)
    {
        List<string> lines = [.. text.Split('\n').Where(static l => ReferenceText.Strip(l).Length > 0)];
        if (lines.Count == 0)
        {
            return "empty";
        }

        double punctuated = (double)lines.Count(l => stops is null ? IsTerminal(l.EnumerateRunes().Last()) : stops.Contains(l[^1], StringComparison.Ordinal)) / lines.Count;
        return punctuated < 0.12 && !(excludeZero && punctuated == 0) ? "line_punct_ratio"
            : (double)lines.Count(static l => Length(l) <= 30) / lines.Count > 0.67 ? "short_line_ratio"
            : DuplicateRatio(text, lines) > 0.01 ? "char_dup_ratio"
            : (double)text.Count(static c => c == '\n') / ReferenceText.Words(text).Count > 0.3 ? "list_ratio"
            : null;
    }

    private static string? ExpectedOfV1(string text)
    {
        string[] lines = text.Split('\n');
        return (double)lines.Count(static l => l.Length > 0 && l[^1] is '.' or '\'' or '"' or '!' or '?') / lines.Length <= 0.12 ? "line_punct_ratio"
            : (double)lines.Count(static l => Length(l) <= 30) / lines.Length >= 0.67 ? "short_line_ratio"
            : DuplicateRatio(text, [.. lines.Where(static l => ReferenceText.Strip(l).Length > 0)]) >= 0.01 ? "char_dup_ratio"
            : (double)text.Count(static c => c == '\n') / ReferenceText.Words(text).Count > 0.3 ? "list_ratio"
            : null;
    }

    private static double DuplicateRatio(string text, List<string> lines)
    {
        HashSet<string> seen = [];
        return (double)lines.Where(l => !seen.Add(l)).Sum(Length) / Length(text.Replace("\n", "", StringComparison.Ordinal));
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static bool IsTerminal(Rune rune)
    {
        // The table itself is tested with the classes.
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(rune.ToString()));
        unsafe
        {
            return (CharacterTable.At(buffer.Text.Start, out _) & CharacterFlags.Terminal) != 0;
        }
    }
}

[Pipeline]
[JsonLines("in/*.jsonl")]
[FineWebQuality]
public static partial class FineWebDefaultPipeline;

[Pipeline]
[JsonLines("in/*.jsonl")]
[FineWebQuality(stopCharacters: ".!?\"'”’", excludeZero: true)]
public static partial class FineWebStopPipeline;

[Pipeline]
[JsonLines("in/*.jsonl")]
[FineWebQuality<WhitespaceWords>]
public static partial class FineWebWordsPipeline;

[Pipeline]
[JsonLines("in/*.jsonl")]
[FineWebQuality(profile: "fineweb-v1")]
public static partial class FineWebV1Pipeline;
