using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.Text;
using PipelineDsl.Tests.Text.Segmentation;
using Xunit;

namespace PipelineDsl.Tests.Filters;

/// <summary>The profiles of Gopher's quality rules against their originals' text, on strings. All rules that fail are compared, so each is met.</summary>
public class GopherProfileTests
{
    private static readonly string[] s_pieces =
    [
        "the ", "The ", "TO ", "of ", "word ", "and ", "12 ", "# ", "#tag ", "… ", "x… ", "... ", ". . . ", ". . .", " . . . .", "é ", "漢字 ", "🙂 ", "\u0000", "internationalization ", "a ", "\n", "\n", "\n\n", "\r\n", "* b", "- b", "• b", "● b", " * b",
        "end…", "end...", "end. . .", "end… ", "!", "don't ", "½ ", "\u3000", "\t",
    ];

    private static readonly Gen<string> s_texts = Gen.Int[0, s_pieces.Length - 1].Array[0, 120].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void DolmaIsAsItsTextSays() => s_texts.Sample(static text => Assert.Equal((text, Join(Dolma(text))), (text, Join(DolmaPipeline.Audit(Encoding.UTF8.GetBytes(text))))), iter: 500);

    [Fact]
    public void DclmIsAsItsTextSays() => s_texts.Sample(static text => Assert.Equal((text, Join(Dclm(text))), (text, Join(DclmPipeline.Audit(Encoding.UTF8.GetBytes(text))))), iter: 500);

    [Fact]
    public void Olmo3IsAsItsTextSays() => s_texts.Sample(static text => Assert.Equal((text, Join(Olmo3(text))), (text, Join(Olmo3Pipeline.Audit(Encoding.UTF8.GetBytes(text))))), iter: 500);

    private static string Join(IEnumerable<string> rules) => string.Join(' ', rules.Order(StringComparer.Ordinal));

    private static string Join(Audit audit) => Join(audit.Failures.Select(static f => f.Rule!.Name));

    private static List<string> Dolma(string text)
    {
        List<string> words = ReferenceText.Words(text);
        string[] lines = text.Split('\n');
        int[] lengths = [.. words.Select(Length).Order()];
        double median = lengths.Length == 0 ? 0 : lengths.Length % 2 == 1 ? lengths[lengths.Length / 2] : (lengths[(lengths.Length / 2) - 1] + lengths[lengths.Length / 2]) / 2.0;
        double count = Math.Max(1, words.Count);
        List<string> failed = [];
        Fail(failed, "EnoughWords", words.Count < 50);
        Fail(failed, "NotTooManyWords", words.Count > 100_000);
        Fail(failed, "WordsLongEnough", median < 3);
        Fail(failed, "WordsShortEnough", median > 10);
        Fail(failed, "FewSymbols", words.Count(static w => w.Contains('#', StringComparison.Ordinal) || w.Contains('…', StringComparison.Ordinal)) / count > 0.1);
        Fail(failed, "WordsHaveLetters", words.Count(HasLetter) / count < 0.8);
        Fail(failed, "EnoughStopWords", words.Count(IsStopWord) < 2);
        Fail(failed, "FewBullets", (double)lines.Count(static l => l.StartsWith('*') || l.StartsWith('-')) / lines.Length > 0.9);
        Fail(failed, "FewEllipsisLines", (double)lines.Count(static l => l.EndsWith('…')) / lines.Length > 0.3);
        return failed;
    }

    private static List<string> Dclm(string text)
    {
        List<string> words = ReferenceText.Words(text);
        List<string> lines = [.. text.Split('\n').Select(ReferenceText.Strip).Where(static l => l.Length > 0)];
        int fastText = text.Split([' ', '\t', '\n', '\v', '\f', '\r', '\0'], StringSplitOptions.RemoveEmptyEntries).Count(static w => Rune.IsLetter(Rune.GetRuneAt(w, 0)) || Rune.IsNumber(Rune.GetRuneAt(w, 0)));
        double count = words.Count == 0 ? double.PositiveInfinity : words.Count;
        List<string> failed = [];
        Fail(failed, "EnoughWords", fastText < 50);
        Fail(failed, "NotTooManyWords", fastText > 100_000);
        Fail(failed, "WordsLongEnough", words.Sum(Length) / count < 3);
        Fail(failed, "WordsShortEnough", words.Sum(Length) / count > 10);
        Fail(failed, "FewSymbols", Symbols(text) / count > 0.1);
        Fail(failed, "FewBullets", lines.Count(BeginsWithBullet) > 0.9 * lines.Count);
        Fail(failed, "FewEllipsisLines", lines.Count(EndsWithEllipsis) > 0.3 * lines.Count);
        Fail(failed, "WordsHaveLetters", words.Count(static w => !HasLetter(w)) / count > 0.2);
        Fail(failed, "EnoughStopWords", words.Count(static w => IsStopWord(w.ToLowerInvariant())) < 2);
        return failed;
    }

    private static List<string> Olmo3(string text)
    {
        List<string> words = ReferenceText.Words(text);
        string[] lines = text.Split('\n');
        List<string> full = [.. lines.Select((l, i) => i < lines.Length - 1 && l.EndsWith('\r') ? l[..^1] : l).Where(static l => l.Length > 0)];
        int unicode = Ascii.IsValid(text)
            ? System.Text.RegularExpressions.Regex.Count(text, "[A-Za-z0-9]+")
            : Segments.Of(new Uax29Words(), text).Count(static w => w.EnumerateRunes().Any(static r => Rune.IsLetter(r) || Rune.IsNumber(r)));
        float count = words.Count;
        float mean = words.Sum(Encoding.UTF8.GetByteCount) / count;
        int joined = ReferenceText.Words(text.Replace(". . .", "...", StringComparison.Ordinal)).Count;
        List<string> failed = [];
        Fail(failed, "EnoughCharacters", Length(text) < 150);
        Fail(failed, "EnoughWords", unicode < 50);
        Fail(failed, "NotTooManyWords", unicode > 100_000);
        Fail(failed, "WordsLongEnough", !(mean >= 3));
        Fail(failed, "WordsShortEnough", !(mean <= 10));
        Fail(failed, "FewSymbols", (float)Symbols(text) / Math.Max(1, joined) > 0.1f);
        Fail(failed, "FewBullets", (float)lines.Count(BeginsWithBullet) / lines.Length > 0.9f);
        Fail(failed, "FewEllipsisLines", (float)full.Count(EndsWithEllipsis) / Math.Max(1, full.Count) > 0.3f);
        Fail(failed, "WordsHaveLetters", words.Count == 1 || !(words.Count(static w => !HasLetter(w)) / count <= 0.2f));
        Fail(failed, "EnoughStopWords", words.Count(static w => IsStopWord(w.ToLowerInvariant())) < 2);
        return failed;
    }

    private static void Fail(List<string> failed, string rule, bool fails)
    {
        if (fails)
        {
            failed.Add(rule);
        }
    }

    private static int Symbols(string text) => new[] { "#", "...", ". . .", "…" }.Sum(s => ReferenceText.Count(text, s));

    private static bool BeginsWithBullet(string line) => line.Length > 0 && line[0] is '*' or '-' or '•' or '●';

    private static bool EndsWithEllipsis(string line) => line.EndsWith("...", StringComparison.Ordinal) || line.EndsWith(". . .", StringComparison.Ordinal) || line.EndsWith('…');

    private static bool HasLetter(string word) => word.EnumerateRunes().Any(ReferenceText.IsLetter);

    private static bool IsStopWord(string word) => word is "the" or "be" or "to" or "of" or "and" or "that" or "have" or "with";

    private static int Length(string text) => text.EnumerateRunes().Count();
}

[Pipeline(audit: true)]
[JsonLines("in/*.jsonl")]
[GopherQuality(profile: "dolma-1.5")]
public static partial class DolmaPipeline;

[Pipeline(audit: true)]
[JsonLines("in/*.jsonl")]
[GopherQuality(profile: "dclm-baseline")]
public static partial class DclmPipeline;

[Pipeline(audit: true)]
[JsonLines("in/*.jsonl")]
[GopherQuality(profile: "olmo3-alldressed")]
public static partial class Olmo3Pipeline;
