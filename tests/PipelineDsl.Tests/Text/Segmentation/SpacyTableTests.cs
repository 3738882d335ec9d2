using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Text.Segmentation;

/// <summary>The character classes and lists against the patterns that spaCy makes of them, which may lie beside the repository.</summary>
public class SpacyTableTests(ITestOutputHelper output)
{
    // The last two alternatives of suffixes look behind full stops; the infixes, in their order, look behind and before a full stop, and behind a comma.
    [Theory]
    [InlineData("prefix_pattern", "|^[\\u00A6", "]", SpacyClasses.Symbol)]
    [InlineData("url_match_pattern", "(?:[a-z\\uFF41", "]{2,63}", SpacyClasses.Lower)]
    [InlineData("suffix_pattern", "(?<=[A-Z", "][A-Z", SpacyClasses.Upper)]
    [InlineData("suffix_pattern", "(?<=[0-9a-z", "])\\.$", SpacyClasses.BeforeStop)]
    [InlineData("infix_pattern", "(?<=[a-z", "])\\.(?=", SpacyClasses.Lower | SpacyClasses.Quote)]
    [InlineData("infix_pattern", "\\.(?=[A-Z", "])|(?<=", SpacyClasses.Upper | SpacyClasses.Quote)]
    [InlineData("infix_pattern", "),(?=[A-Z", "])|(?<=", SpacyClasses.Letter)]
    public void Classes(string pattern, string start, string end, object classes)
    {
        if (Pattern(pattern) is not { } text)
        {
            return;
        }

        int first = text.IndexOf(start, StringComparison.Ordinal) + start.IndexOf('[', StringComparison.Ordinal) + 1;
        HashSet<int> expected = Class(text[first..text.IndexOf(end, first, StringComparison.Ordinal)]);
        Assert.Equal(expected.Order(), Enumerable.Range(0, 0x110000).Where(c => (SpacyCharacters.Of(c) & (SpacyClasses)classes) != 0));
    }

    [Theory]
    [InlineData("prefix_pattern", SpacyClasses.Prefix)]
    [InlineData("suffix_pattern", SpacyClasses.Suffix)]
    public void SingleCharacters(string pattern, object classes)
    {
        if (Pattern(pattern) is not { } text)
        {
            return;
        }

        bool isPrefix = pattern.StartsWith("prefix", StringComparison.Ordinal);
        IEnumerable<string> alternatives = text.Split('|').Where(a => isPrefix ? a.StartsWith('^') : a.EndsWith('$') && !a.EndsWith("\\$", StringComparison.Ordinal))
            .Select(a => (isPrefix ? a[1..] : a[..^1]).Replace("\\", "", StringComparison.Ordinal));
        int[] expected = [.. alternatives.Where(static a => a.Length == 1).Select(static a => (int)a[0]).Distinct().Order()];
        Assert.True(expected.Length > 60);
        Assert.Equal(expected, Enumerable.Range(0, 0x110000).Where(c => (SpacyCharacters.Of(c) & ((SpacyClasses)classes | SpacyClasses.Symbol)) == (SpacyClasses)classes));
    }

    [Fact]
    public void UnitsAndCurrencies()
    {
        if (Pattern("suffix_pattern") is not { } text)
        {
            return;
        }

        Assert.Equal(List(text, "(?:km|"), SpacyCharacters.Units.Split(' ').Order(StringComparer.Ordinal));
        Assert.Equal(List(text, "(?:\\$|").Where(static c => c.Length == 1), SpacyCharacters.Currencies.Select(static c => c.ToString()).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> List(string pattern, string start)
    {
        int first = pattern.IndexOf(start, StringComparison.Ordinal) + 3;
        return pattern[first..pattern.IndexOf(")$", first, StringComparison.Ordinal)].Replace("\\", "", StringComparison.Ordinal).Split('|').Distinct().Order(StringComparer.Ordinal);
    }

    private string? Pattern(string name)
    {
        if (!SharedData.TryFind("data/gold-filters/spacy-en.json", output, out string path))
        {
            return null;
        }

        using JsonDocument gold = JsonDocument.Parse(File.ReadAllText(path));
        return gold.RootElement.GetProperty(name).GetString();
    }

    /// <summary>The code points of what is between the brackets of a class.</summary>
    private static HashSet<int> Class(string text)
    {
        List<(int Value, bool IsRange)> items = [];
        for (int i = 0; i < text.Length;)
        {
            bool isEscaped = text[i] == '\\';
            (int value, int length) = isEscaped ? Escaped(text.AsSpan(i + 1)) : (char.ConvertToUtf32(text, i), char.IsSurrogate(text[i]) ? 2 : 1);
            items.Add((value, value == '-' && !isEscaped));
            i += length;
        }

        HashSet<int> all = [];
        for (int i = 0; i < items.Count; i++)
        {
            bool isRange = i + 2 < items.Count && items[i + 1].IsRange;
            all.UnionWith(Enumerable.Range(items[i].Value, isRange ? items[i + 2].Value - items[i].Value + 1 : 1));
            i += isRange ? 2 : 0;
        }

        return all;
    }

    private static (int Value, int Length) Escaped(ReadOnlySpan<char> text) => text[0] switch
    {
        'u' => (Hex(text[1..5]), 6),
        'U' => (Hex(text[1..9]), 10),
        char c => (c, 2),
    };

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
