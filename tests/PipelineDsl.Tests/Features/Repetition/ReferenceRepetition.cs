using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using PipelineDsl.Tests.Text;

namespace PipelineDsl.Tests.Features.Repetition;

/// <summary>The measures of datatrove's Gopher repetition filter, computed on strings in the most obvious way.</summary>
internal sealed class ReferenceRepetition(string text, IReadOnlyList<string> words)
{
    public ReferenceRepetition(string text)
        : this(text, ReferenceText.Words(text))
    {
    }

    public int Characters => Length(text);

    public string[] Lines { get; } = Regex.Split(text, "\n+");

    public string[] Paragraphs { get; } = Regex.Split(ReferenceText.Strip(text), "\n{2,}");

    public (int Count, int Characters) DuplicateLines => Duplicates(Lines);

    public (int Count, int Characters) DuplicateTextLines => Duplicates(text.Split('\n').Where(static l => ReferenceText.Strip(l).Length > 0));

    public (int Count, int Characters) DuplicateParagraphs => Duplicates(Paragraphs);

    public long TopCharacters(int n)
    {
        // GroupBy keeps the order of first occurrence, MaxBy takes the first of equals.
        IGrouping<string, string>? top = NGrams(n, " ").GroupBy(static g => g).MaxBy(static g => g.Count());
        return top is null ? 0 : (long)Length(top.Key) * top.Count();
    }

    public long DuplicateCharacters(int n)
    {
        string[] grams = [.. NGrams(n, "")];
        HashSet<string> seen = [];
        long characters = 0;
        for (int i = 0; i < grams.Length;)
        {
            bool duplicate = !seen.Add(grams[i]);
            characters += duplicate ? Length(grams[i]) : 0;
            i += duplicate ? n : 1;
        }

        return characters;
    }

    private IEnumerable<string> NGrams(int n, string separator)
        => Enumerable.Range(0, System.Math.Max(0, words.Count - n + 1)).Select(i => string.Join(separator, words.Skip(i).Take(n)));

    private static (int Count, int Characters) Duplicates(IEnumerable<string> pieces)
    {
        HashSet<string> seen = [];
        string[] copies = [.. pieces.Where(p => !seen.Add(p))];
        return (copies.Length, copies.Sum(Length));
    }

    private static int Length(string s) => s.EnumerateRunes().Count();
}
