using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDsl.Benchmarks;

/// <summary>FineWeb's chain over strings, rule by rule with early exit, as datatrove writes it: Split, LINQ, Regex, dictionaries.</summary>
internal static partial class NaiveChain
{
    private static readonly HashSet<string> s_stopWords = ["the", "be", "to", "of", "and", "that", "have", "with"];

    private static readonly HashSet<Rune> s_terminal = [.. Characters(CharacterFlags.Terminal)];

    private static readonly Regex s_sentence = new($"(?:(?:\\p{{Lu}}\\.)|.)+?[{string.Concat(Characters(CharacterFlags.Terminal).Where(static r => r.IsBmp).Select(static r => Regex.Escape(r.ToString())))}\n]+[\"'”]?", RegexOptions.Compiled);

    private static readonly string[] s_policy = ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"];

    /// <summary>The number of the filter that drops the text, in the chain's order, or 0.</summary>
    public static int Judge(string text)
    {
        if (!PassesQuality(text))
        {
            return 1;
        }

        if (!PassesRepetition(text))
        {
            return 2;
        }

        return C4(text) is not { } kept ? 3 : PassesFineWeb(kept) ? 0 : 4;
    }

    private static bool PassesQuality(string text)
    {
        string[] words = NaivePasses.Words(text);
        string[] plain = [.. words.Where(static w => !w.EnumerateRunes().All(NaivePasses.IsSymbol))];
        if (plain.Length is < 50 or > 100_000 || plain.Average(Length) is < 3 or > 10)
        {
            return false;
        }

        string[] lines = NaivePasses.Lines(text);
        return text.Count(static c => c == '#') / (double)words.Length <= 0.1
            && NaivePasses.Ellipsis().Count(text) / (double)words.Length <= 0.1
            && lines.Count(static l => l.TrimStart(NaivePasses.Spaces) is ['-' or '•', ..]) / (double)lines.Length <= 0.9
            && lines.Count(static l => l.TrimEnd(NaivePasses.Spaces) is [.., '.', '.', '.'] or [.., '…']) / (double)lines.Length <= 0.3
            && words.Count(static w => w.EnumerateRunes().Any(Rune.IsLetter)) / (double)words.Length >= 0.8
            && words.Where(s_stopWords.Contains).Distinct().Count() >= 2;
    }

    private static bool PassesRepetition(string text)
    {
        double length = Length(text);
        string[] paragraphs = Regex.Split(text.Trim(NaivePasses.Spaces), "\n{2,}");
        string[] lines = Regex.Split(text, "\n+");
        (int paragraphCopies, int paragraphCharacters) = Duplicates(paragraphs);
        (int lineCopies, int lineCharacters) = Duplicates(lines);
        if (paragraphCopies / (double)paragraphs.Length > 0.3 || paragraphCharacters / length > 0.2 || lineCopies / (double)lines.Length > 0.3 || lineCharacters / length > 0.2)
        {
            return false;
        }

        string[] words = NaivePasses.Words(text);
        double[] top = [0.2, 0.18, 0.16];
        double[] duplicate = [0.15, 0.14, 0.13, 0.12, 0.11, 0.1];
        return Enumerable.Range(2, 3).All(n => NaiveRepetition.Top(words, n) / length <= top[n - 2])
            && Enumerable.Range(5, 6).All(n => NaiveRepetition.Duplicate(words, n) / length <= duplicate[n - 5]);
    }

    /// <summary>The text that C4's rules leave, in FineWeb's setting (no terminal punctuation needed), or null.</summary>
    private static string? C4(string text)
    {
        List<string> kept = [];
        int sentences = 0;
        foreach (string raw in NaivePasses.Lines(text))
        {
            string line = raw.Trim(NaivePasses.Spaces);
            string[] words = NaivePasses.Words(line);
            if (words.Any(static w => Length(w) > 1000))
            {
                continue;
            }

            line = Citation().Replace(line, "");
            if (words.Length < 3)
            {
                continue;
            }

            string lower = line.ToLowerInvariant();
            if (lower.Contains("lorem ipsum", StringComparison.Ordinal))
            {
                return null;
            }

            if (lower.Contains("javascript", StringComparison.Ordinal))
            {
                continue;
            }

            if (line.Contains('{', StringComparison.Ordinal))
            {
                return null;
            }

            if (s_policy.Any(p => lower.Contains(p, StringComparison.Ordinal)))
            {
                continue;
            }

            sentences += Math.Max(1, s_sentence.Count(line));
            kept.Add(line);
        }

        return sentences < 5 ? null : string.Join('\n', kept).Trim(NaivePasses.Spaces);
    }

    private static bool PassesFineWeb(string text)
    {
        string[] lines = [.. text.Split('\n').Where(static l => l.Trim(NaivePasses.Spaces).Length > 0)];
        return lines.Length > 0
            && lines.Count(static l => s_terminal.Contains(l.EnumerateRunes().Last())) / (double)lines.Length >= 0.12
            && lines.Count(static l => Length(l) <= 30) / (double)lines.Length <= 0.67
            && Duplicates(lines).Characters / (double)Length(text.Replace("\n", "", StringComparison.Ordinal)) <= 0.01
            && text.Count(static c => c == '\n') / (double)NaivePasses.Words(text).Length <= 0.3;
    }

    private static (int Count, int Characters) Duplicates(string[] pieces)
    {
        HashSet<string> seen = [];
        string[] copies = [.. pieces.Where(p => !seen.Add(p))];
        return (copies.Length, copies.Sum(Length));
    }

    private static unsafe List<Rune> Characters(CharacterFlags flag)
    {
        List<Rune> found = [];
        byte* utf8 = stackalloc byte[8];
        for (int c = 0; c <= 0x10FFFF; c++)
        {
            if (Rune.IsValid(c))
            {
                new Rune(c).EncodeToUtf8(new Span<byte>(utf8, 4));
                if ((CharacterTable.At(utf8, out _) & flag) != 0)
                {
                    found.Add(new Rune(c));
                }
            }
        }

        return found;
    }

    private static int Length(string s) => s.EnumerateRunes().Count();

    [GeneratedRegex(@"\[\d*]|\[edit]|\[citation needed]")]
    private static partial Regex Citation();
}
