using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Filters.Keywords;

public class KeywordsTests
{
    private static readonly string[] s_pieces = ["cat", "Cat", "CATS", "big cat", "dog", "dogs", " ", " ", "_", "-", "é", "École", "école", "漢字", "漢", "字", ".", "\n", "x", "1"];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 20].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    private static readonly Gen<string[]> s_list = Gen.Int[0, 14].Array[0, 5].Select(static picks => picks.Select(static i => s_pieces[i]).Where(static p => p.Trim().Length > 0).ToArray());

    [Fact]
    public void KeywordsAreCountedAsTheReferenceDoes()
    {
        using TempFolder folder = new();
        Gen.Select(s_text, s_list, Gen.Bool, Gen.Bool).Sample(
            (text, list, wholeWords, ignoreCase) =>
            {
                KeywordList keywords = KeywordList.Load(new ServiceRequest(folder.Write("list.txt", string.Join('\n', list))));
                int expected = (ignoreCase ? list.Select(static k => k.ToLowerInvariant()) : list).Distinct().Count(k => Has(ignoreCase ? text.ToLowerInvariant() : text, k, wholeWords));
                Assert.Equal(expected, keywords.CountIn(Encoding.UTF8.GetBytes(text), new KeywordMemory(), wholeWords, ignoreCase, int.MaxValue));
            },
            iter: 500,
            threads: 1);
    }

    [Theory]
    [InlineData("a cat", 1, int.MaxValue, false, true, true)]
    [InlineData("cats", 1, int.MaxValue, false, false, true)]
    [InlineData("none", 1, int.MaxValue, false, false, true)]
    [InlineData("a cat", 1, int.MaxValue, true, false, true)]
    [InlineData("a CAT, a dog", 1, int.MaxValue, true, true, true)]
    [InlineData("a cat", 0, 0, false, true, false)]
    [InlineData("none", 0, 0, false, true, true)]
    [InlineData("cat cat cat", 2, int.MaxValue, false, false, true)]
    [InlineData("cat dog", 0, 1, false, true, false)]
    public void Bounds(string text, int least, int most, bool all, bool enough, bool notTooMany)
    {
        using TempFolder folder = new();
        KeywordList list = KeywordList.Load(new ServiceRequest(folder.Write("list.txt", "cat\nCat\ndog")));
        KeywordMemory memory = new();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(enough, PipelineDsl.Keywords.EnoughKeywords(bytes, list, memory, wholeWords: true, ignoreCase: true, least, all).Passed);
        Assert.Equal(notTooMany, PipelineDsl.Keywords.NotTooManyKeywords(bytes, list, memory, wholeWords: true, ignoreCase: true, most).Passed);
    }

    private static bool Has(string text, string keyword, bool wholeWords)
        => wholeWords
            ? Regex.IsMatch(text, $@"(?<![\p{{L}}\p{{N}}_]){Regex.Escape(keyword)}(?![\p{{L}}\p{{N}}_])", RegexOptions.CultureInvariant)
            : text.Contains(keyword, StringComparison.Ordinal);
}
