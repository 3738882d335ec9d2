using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using PipelineDsl.Tests.Text;

namespace PipelineDsl.Tests.Filters.Curator;

/// <summary>The scores of NeMo Curator's heuristics, computed on strings in the most obvious way.</summary>
internal sealed class ReferenceCurator(string text)
{
    private static readonly string[] s_ellipses = ["...", "[...]", "…", "(...)", "[…]", "-»", "read more..", "read more"];

    private readonly List<string> _words = ReferenceText.Words(text);
    private readonly List<string> _lines = [.. text.Split('\n').Where(static l => ReferenceText.Strip(l).Length > 0)];
    private readonly string[] _paragraphs = text.Split("\n\n");
    private readonly List<string> _urls = [.. Regex.Matches(text, "https?://(?:[a-zA-Z0-9$\\-_@.&+!*\\\\(),]|%[0-9a-fA-F]{2})+").Select(static m => m.Value)];

    public int Characters => Length(text);

    public int Alphanumeric => text.Count(static c => char.IsAsciiLetterOrDigit(c) || "\n?!,.".Contains(c, StringComparison.Ordinal));

    public int Digits => text.EnumerateRunes().Count(ReferenceText.IsDigit);

    public int Spaces => text.Count(static c => "\t\n\r\b ".Contains(c, StringComparison.Ordinal));

    public int Brackets => text.Count(static c => "{}⟨⟩[]()".Contains(c, StringComparison.Ordinal));

    public int Words => _words.Count;

    public int SymbolWords => _words.Count(static w => s_ellipses.Contains(w) || (double)Regex.Count(w, "#+") / Length(w) > 0.5);

    public int CommonWords => _words.Count(static w => w is "the" or "be" or "to" or "of" or "and" or "that" or "have" or "with");

    public int LongestWord => _words.Select(Length).DefaultIfEmpty(0).Max();

    public int Lines => _lines.Count;

    public int Bullets => _lines.Count(static l => "•‣⁃⁌⁍∙○●◘◦⦾⦿".Contains(ReferenceText.Strip(l)[0], StringComparison.Ordinal));

    public int WithoutEndMark => _lines.Count(static l => !".?!\"'".Contains(ReferenceText.Strip(l)[^1], StringComparison.Ordinal));

    public int Ellipses => _lines.Count(static l => s_ellipses.Any(e => ReferenceText.Strip(l).ToLowerInvariant().EndsWith(e, StringComparison.Ordinal)));

    public int DuplicateLines => _lines.Count - _lines.Distinct().Count();

    public int LineCharacters => _lines.Sum(Length);

    public int UniqueLineCharacters => _lines.Distinct().Sum(Length);

    public int Paragraphs => _paragraphs.Length;

    public int Boilerplate => _paragraphs.Count(static p => CuratorPhrases.Boilerplate.Any(b => p.ToLowerInvariant().Contains(System.Text.Encoding.UTF8.GetString(b), StringComparison.Ordinal)));

    public bool LoremIpsum => _paragraphs.Any(static p => p.ToLowerInvariant().Contains("lorem ipsum", StringComparison.Ordinal));

    public int DuplicateParagraphs => _paragraphs.Length - _paragraphs.Distinct().Count();

    public int ParagraphCharacters => _paragraphs.Sum(Length);

    public int UniqueParagraphCharacters => _paragraphs.Distinct().Sum(Length);

    public int UrlCharacters => _urls.Sum(Length);

    public bool Porn => _urls.Exists(static u => u.Contains("porn", StringComparison.Ordinal));

    /// <summary>The share of characters that go with the most frequent n-gram, the first of equally frequent ones.</summary>
    public static double Top(string text, int n)
    {
        string[] words = [.. ReferenceText.Words(text)];
        if (words.Length < n)
        {
            return 1;
        }

        string top = Enumerable.Range(0, words.Length - n + 1).Select(i => string.Join(' ', words[i..(i + n)])).GroupBy(static g => g).OrderByDescending(static g => g.Count()).First().Key;
        return (double)(Length(text) - Length(text.Replace(top, "", StringComparison.Ordinal))) / Length(text);
    }

    /// <summary>The share of characters in n-grams that repeat an earlier one, step by step as the original counts them.</summary>
    public static double Duplicate(string text, int n)
    {
        string[] words = [.. ReferenceText.Words(text)];
        if (words.Length < n)
        {
            return 1;
        }

        HashSet<string> seen = [];
        int sum = 0;
        int overlap = 0;
        for (int i = 0; i + n <= words.Length; i++)
        {
            string[] gram = words[i..(i + n)];
            if (!seen.Add(string.Join(' ', gram)))
            {
                sum += gram[overlap..].Sum(Length) + Math.Min(n - overlap, n - 1);
                overlap = n;
            }

            overlap = Math.Max(overlap - 1, 0);
        }

        return (double)sum / Length(text);
    }

    public static int Length(string text) => text.EnumerateRunes().Count();
}
