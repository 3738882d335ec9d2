using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Mappers.RefinedWeb;

public class RefinedWebLinesTests
{
    private const string Spaces = "[\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";
    private const string Nouns = "likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers";

    private static readonly Regex s_counter = new($@"^[^\p{{L}}\p{{N}}_]*\p{{Nd}}[,.\p{{Nd}}]*[kmb]?{Spaces}+(?:{Nouns})[^\p{{L}}\p{{N}}_]*$", RegexOptions.CultureInvariant);

    private static readonly string[] s_pieces =
    [
        "\n", "\n", "\n", "\n\n", " ", " ", "  ", "\t", "\u3000", "the quick brown", "word", "UPPER", "A", "7", "123", "3.5", "1,2", "K", "m", "likes", "Views", "followers", "x", ".", "»", "!",
        "items in cart", "Items In Cart", "Read more...", "read more!!é", "Read more", "Sign-in", "SIGN-IN", "²", "Ⅷ", "٣", "É", "漢字", "\r", "-", "_", "\0", "\u000B",
    ];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 40].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void TextsAreRewrittenAsTheReferenceDoes() => s_text.Sample(static text => AssertSame(text), iter: 5000);

    [Fact]
    public void NoTextIsTooStrange()
        => Gen.Byte.Array[0, 300].Sample(static bytes => _ = Run(bytes, out _));

    [Theory]
    [InlineData("HELLO a", "")] // 5 of 7
    [InlineData("ABc def", "ABc def")]
    [InlineData("AB c", "AB c")] // half is not more than half
    [InlineData("one two\n12345\n1 2 three", "one two\n1 2 three")]
    [InlineData("one two\n3 likes\n » 1.2K   Views!\n3 likes it", "one two\n3 likes it")]
    [InlineData("one two\nword\n\nthree four", "one two\n\nthree four")]
    [InlineData("3 items in cart now\nand more words", "3 now\nand more words")]
    [InlineData("see it Read more...\nRead more...\nRead more... x\nfour words are here", "see it\nRead more... x\nfour words are here")]
    [InlineData("Sign-in to us\na Sign-in here", "to us\na Sign-in here")]
    [InlineData("one two three four five six seven eight nine ten Read more...", "one two three four five six seven eight nine ten Read more...")]
    public void Examples(string text, string expected)
    {
        Assert.Equal(Strip(expected), Run(Encoding.UTF8.GetBytes(text), out _));
        AssertSame(text);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void DocumentsThatLoseMoreThanAFewWordsAreDropped(int words, bool kept)
    {
        string line = string.Join(' ', Enumerable.Repeat("word", 20 - words)) + string.Concat(Enumerable.Repeat("\nMENU", words));
        _ = Run(Encoding.UTF8.GetBytes(line), out RefinedWebLinesMemory memory);
        Check check = RefinedWebLines.FewWordsRemoved(memory, 0.05);
        Assert.Equal((kept, words / 20.0), (check.Passed, check.Value));
        Assert.True(RefinedWebLines.AnythingLeft(memory));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("...")]
    public void ATextWithoutWordsDoesNotPass(string text)
    {
        string kept = Run(Encoding.UTF8.GetBytes(text), out RefinedWebLinesMemory memory);
        Assert.False(RefinedWebLines.FewWordsRemoved(memory, 0.05));
        Assert.Equal(kept.Length > 0, RefinedWebLines.AnythingLeft(memory));
    }

    private static void AssertSame(string text)
    {
        string expected = Expected(text);
        Assert.Equal(expected, Run(Encoding.UTF8.GetBytes(text), out RefinedWebLinesMemory memory));
        Assert.Equal((Words(text), Words(expected)), (memory.WordsBefore, memory.WordsAfter));
    }

    private static string Run(byte[] bytes, out RefinedWebLinesMemory memory)
    {
        TextBuffer input = new();
        input.Append(bytes);
        TextBuffer output = new();
        memory = new RefinedWebLinesMemory();
        return Encoding.UTF8.GetString(RefinedWebLines.Apply(input.Text.Bytes, output, memory, 0.5, 0.999999, 2, 10) ? output.Bytes : bytes);
    }

    /// <summary>Step by step on strings, each step on the lines of what the one before has left.</summary>
    private static string Expected(string text)
    {
        text = Keep(text, static line => line.Length == 0 || (double)line.Count(static c => char.IsUpper(c) || c is >= 'Ⅰ' and <= 'Ⅿ') / line.Length <= 0.5);
        text = Keep(text, static line => line.Length == 0 || (double)line.Count(static c => char.IsDigit(c) || c == '²') / line.Length <= 0.999999);
        text = Keep(text, static line => !s_counter.IsMatch(line.ToLowerInvariant()));
        text = string.Join('\n', text.Split('\n').Where(static line => line.Length == 0 || ReferenceText.Words(line).Count >= 2));
        text = Remove(text, $"{Spaces}?items in cart");
        text = Remove(text, $"{Spaces}?read more...$");
        return Remove(text, $"^sign-in{Spaces}?");
    }

    private static string Keep(string text, Predicate<string> isKept) => Strip(string.Join('\n', text.Split('\n').Where(line => isKept(line))));

    private static string Remove(string text, string pattern)
    {
        List<string> lines = [];
        foreach (string line in text.Split('\n'))
        {
            string changed = ReferenceText.Words(line).Count <= 10 ? Regex.Replace(line, pattern, "", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) : line;
            if (line.Length == 0 || Strip(changed).Length > 0)
            {
                lines.Add(changed);
            }
        }

        return Strip(string.Join('\n', lines));
    }

    private static string Strip(string text) => ReferenceText.Strip(text);

    private static int Words(string text)
        => text.Split(' ', '\t', '\n', '\v', '\f', '\r', '\0').Count(static w => w.Length > 0 && (char.IsLetter(w[0]) || char.IsNumber(w[0])));
}
