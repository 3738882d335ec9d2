using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDsl.Benchmarks;

/// <summary>One pass per filter over strings, as such filters are usually written: Split, LINQ, Regex.</summary>
internal static partial class NaivePasses
{
    internal static readonly char[] Spaces =
        [.. "\t\n\v\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000"];

    private static readonly HashSet<string> s_stopWords = ["the", "be", "to", "of", "and", "that", "have", "with"];

    public static void Measure(string text, FusedMeasures measures)
    {
        measures.Words = Words(text).Length;
        measures.WordCharacters = Words(text).Sum(static w => w.EnumerateRunes().Count());
        string[] symbolWords = [.. Words(text).Where(static w => w.EnumerateRunes().All(IsSymbol))];
        measures.SymbolWords = symbolWords.Length;
        measures.SymbolCharacters = symbolWords.Sum(static w => w.EnumerateRunes().Count());
        measures.LetterWords = Words(text).Count(static w => w.EnumerateRunes().Any(Rune.IsLetter));
        measures.StopWords = Words(text).Where(s_stopWords.Contains).Distinct().Count();
        measures.Hashes = text.Count(static c => c == '#');
        measures.Ellipses = Ellipsis().Count(text);
        string[] lines = Lines(text);
        measures.Lines = lines.Length;
        measures.BlankLines = lines.Count(static l => l.Trim(Spaces).Length == 0);
        measures.LineBytes = lines.Sum(static l => Encoding.UTF8.GetByteCount(l.Trim(Spaces)));
        measures.LongestLines = lines.Select(static l => Encoding.UTF8.GetByteCount(l.Trim(Spaces))).DefaultIfEmpty(0).Max();
        measures.Bullets = Lines(text).Select(static l => l.TrimStart(Spaces)).Count(static l => l.StartsWith('-') || l.StartsWith('•'));
        measures.EllipsisEnds = Lines(text).Select(static l => l.TrimEnd(Spaces)).Count(static l => l.EndsWith("...", StringComparison.Ordinal) || l.EndsWith('…'));
        measures.TerminalEnds = Lines(text).Select(static l => l.TrimEnd(Spaces)).Count(static l => l.Length > 0 && l[^1] is '.' or '!' or '?' or '"');
        HashSet<string> seen = [];
        string[] copies = [.. Regex.Split(text, "\n+").Where(l => !seen.Add(l))];
        measures.DuplicateLines = copies.Length;
        measures.DuplicateLineBytes = copies.Sum(static l => Encoding.UTF8.GetByteCount(l));
        measures.Characters = text.EnumerateRunes().Count();
        measures.Letters = text.EnumerateRunes().Count(Rune.IsLetter);
        measures.Upper = text.EnumerateRunes().Count(Rune.IsUpper);
        measures.Digits = text.EnumerateRunes().Count(Rune.IsDigit);
        measures.Spaces = text.Count(static c => c is >= '\u001C' and <= '\u001F' || char.IsWhiteSpace(c));
    }

    internal static string[] Words(string text) => text.Split(Spaces, StringSplitOptions.RemoveEmptyEntries);

    internal static string[] Lines(string text)
    {
        string[] lines = LineEnd().Split(text);
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    internal static unsafe bool IsSymbol(Rune rune)
    {
        // The set has no name in .NET: our table stands for the HashSet<Rune> that one would write.
        byte* utf8 = stackalloc byte[8];
        rune.EncodeToUtf8(new Span<byte>(utf8, 4));
        return (CharacterTable.At(utf8, out _) & CharacterFlags.Punctuation) != 0;
    }

    [GeneratedRegex(@"\.\.\.|…")]
    internal static partial Regex Ellipsis();

    [GeneratedRegex("\r\n|[\n\v\f\r\u001C-\u001E\u0085\u2028\u2029]")]
    private static partial Regex LineEnd();
}
