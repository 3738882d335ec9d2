using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text.Segmentation;
using Xunit;

namespace PipelineDsl.Tests.Mappers.RefinedWeb;

public class Olmo3LinesTests
{
    private const string Space = "[\\t-\\r\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]"; // White_Space
    private const string NonWord = "[^\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\u200C\\u200DⒶ-ⓩ]";
    private const string Nouns = "likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers";

    private static readonly Regex s_counter = new($@"^{NonWord}*\p{{Nd}}(?:,|\.|\p{{Nd}})*(?:K|k|M|m|B|b)?{Space}+(?:{Nouns}){NonWord}*\z", RegexOptions.CultureInvariant);

    private static readonly string[] s_pieces =
    [
        "\n", "\n", "\n", "\n\n", "\n\n\n\n", "\r\n", "\r", " ", " ", "  ", "\t", "\u3000", "\u001C", "the quick brown", "the quick brown", "a word or two", "word", "UPPER", "A", "É", "Ⓐ", "Ⅷ", "7", "123", "3.5", "1,2", "²", "½", "٣",
        "K", "\u212A", "m", "3 likes", "Views", "li\u212Aes", "7 followers", "x", ".", "»", "!", "_", "\u203F", "\u200D", "\u0301", "ि", "items in cart", "items in cart", "Items In Cart", "Read more...", "Read more!!é", "Read more", "Sign-in", "SIGN-IN",
        "漢字", "can't", "-", "\0", "🙂",
    ];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 40].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void TextsAreRewrittenAsTheNaiveInterpreterDoes() => s_text.Sample(static text => AssertSame(text), iter: 5000);

    [Fact]
    public void NoTextIsTooStrange() => Gen.Byte.Array[0, 300].Sample(static bytes => _ = Run(bytes, out _));

    [Theory]
    [InlineData("HELLO a", "")] // 5 of 7 bytes
    [InlineData("AB c", "AB c")] // half is not more than half
    [InlineData("ÉÉÉ É é", "ÉÉÉ É é")] // bytes, not characters: 4 of 12
    [InlineData("one two\n12345\n1 2 three", "one two\n1 2 three")]
    [InlineData("one two\n1 2\n² ²", "one two\n1 2\n² ²")] // digits of ASCII, and a space is none
    [InlineData("one two\n3 likes\n » 1.2K   Views!\n3 likes it", "one two\n3 likes it")]
    [InlineData("one two\n½ 3 likes\n3 likes \u0301", "one two\n3 likes \u0301")] // ½ is no word character, a mark is one
    [InlineData("one two\n3 li\u212Aes now\n5\u212A li\u212Aes", "one two\n3 li\u212Aes now")] // the Kelvin sign is a k in lower case
    [InlineData("one two\nword\ndon't\n\nthree four", "one two\n\nthree four")]
    [InlineData("  one two  \n three four", "  one two  \n three four")] // nothing is stripped
    [InlineData("one two\r\n\r\nthree four\r\n", "one two\nthree four")] // the blank line holds a U+000D and no words
    [InlineData("one two\r\r\r\r\nthree four\r", "one two\r\nthree four\r")] // each phrase's step takes one, but none from the end
    [InlineData("one two\n\n\n\n\n\n", "one two\n\n")] // each takes one U+000A off the end, three more become two
    [InlineData("one two\n\n", "one two")]
    [InlineData("one two\n\n\n\n\nthree four", "one two\n\nthree four")]
    [InlineData("1 items in cart now\nand more words", "1 now\nand more words")]
    [InlineData("xitems in carty items in cart  items in cart", "x y  ")] // each becomes a space and takes one on each side
    [InlineData("Items In Cart 3\nfour words are here", "Items In Cart 3\nfour words are here")] // case counts
    [InlineData("items in cart\nfour words are here", "four words are here")]
    [InlineData("see it Read more...\nRead more...\nRead more... x\nfour words are here", "see it\nRead more... x\nfour words are here")]
    [InlineData("see it Read more!é!\nfour words are here", "see it\nfour words are here")] // any three characters
    [InlineData("Sign-in to us\na Sign-in here", "to us\na Sign-in here")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u v w x y z Read more...", "a b c d e f g h i j k l m n o p q r s t u v w x y z")] // however long the line
    public void Examples(string text, string expected)
    {
        Assert.Equal(expected, Run(Encoding.UTF8.GetBytes(text), out _));
        AssertSame(text);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void DocumentsThatLoseMoreThanAFewWordsAreDropped(int words, bool kept)
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 20 - words)) + string.Concat(Enumerable.Repeat("\nMENU", words));
        _ = Run(Encoding.UTF8.GetBytes(text), out Olmo3LinesMemory memory);
        Check check = Olmo3Lines.FewWordsRemoved(memory);
        Assert.Equal((kept, words / 20f, 0.05f), (check.Passed, (float)check.Value, (float)check.Threshold));
        Assert.True(Olmo3Lines.AnythingLeft(memory));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\n\n", false)]
    [InlineData("3 likes", false)]
    [InlineData("MENU\n\nword", false)]
    [InlineData("items in cart", true)] // dropped by the next rule
    public void ATextWithoutLinesDoesNotPass(string text, bool left)
    {
        _ = Run(Encoding.UTF8.GetBytes(text), out Olmo3LinesMemory memory);
        Assert.Equal(left, Olmo3Lines.AnythingLeft(memory));
        Assert.False(Olmo3Lines.FewWordsRemoved(memory));
    }

    [Fact]
    public void LongLinesOfDigitsAreMeasuredAndNotGuessed()
    {
        string text = $"{new string('1', 2_000_000)} {new string('1', 2_000_000)}\none two";
        Assert.Equal("one two", Run(Encoding.UTF8.GetBytes(text), out _)); // 4,000,000 of 4,000,001
    }

    [Fact]
    public void NothingIsAllocated()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("one two items in cart\nMENU\n3 likes\nété für 漢字 Read more...\n\n\n\n", 20)));
        (SegmentedWords<UnicodeWords> words, TextBuffer output, Olmo3LinesMemory memory, TextBuffer input) = (new(), new(), new(), new());
        input.Append(bytes);
        bool changed = true;
        long allocated = Allocation.OfCall(() =>
        {
            output.Clear();
            words.Begin();
            words.OnDocument(input.Text.Bytes);
            changed &= Olmo3Lines.Apply(words, output, memory);
        });
        Assert.Equal((0, true), (allocated, changed));
    }

    private static void AssertSame(string text)
    {
        (string expected, bool left, int after) = Expected(text);
        string actual = Run(Encoding.UTF8.GetBytes(text), out Olmo3LinesMemory memory);
        Assert.Equal((left, Words(text)), (memory.AnyKept, memory.WordsBefore));
        if (left)
        {
            Assert.Equal(expected, actual);
            Assert.Equal(after, memory.WordsAfter);
        }
    }

    private static string Run(byte[] bytes, out Olmo3LinesMemory memory)
    {
        TextBuffer input = new();
        input.Append(bytes);
        SegmentedWords<UnicodeWords> words = new();
        words.Begin();
        words.OnDocument(input.Text.Bytes);
        TextBuffer output = new();
        memory = new Olmo3LinesMemory();
        return Encoding.UTF8.GetString(Olmo3Lines.Apply(words, output, memory) ? output.Bytes : bytes);
    }

    /// <summary>Step by step on strings, each step on what the one before has left.</summary>
    private static (string Text, bool Left, int Words) Expected(string text)
    {
        text = Keep(text, static line => line.Length == 0 || (float)line.Count(IsUpper) / Encoding.UTF8.GetByteCount(line) <= 0.5f);
        text = Keep(text, static line => line.Length == 0 || (float)line.Count(char.IsAsciiDigit) / Encoding.UTF8.GetByteCount(line) <= 0.999999f);
        string[] lines = [.. text.Split('\n').Where(static line => !s_counter.IsMatch(line.Replace('\u212A', 'k').ToLowerInvariant()))];
        text = Keep(string.Join('\n', lines), static line => line.Length == 0 || Words(line) >= 2);
        if (lines.Length == 0 || text.Replace("\n", "", StringComparison.Ordinal).Length == 0)
        {
            return ("", false, 0);
        }

        text = Remove(text, $"{Space}?items in cart{Space}?", " ");
        text = Remove(text, $"{Space}?Read more(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDFFF]){{3}}\\z", "");
        text = Remove(text, $"^Sign-in{Space}?", "");
        return (Regex.Replace(text, "\n{3,}", "\n\n"), true, Words(text));
    }

    private static bool IsUpper(char c) => char.IsUpper(c) || c is (>= 'Ⅰ' and <= 'Ⅿ') or (>= 'Ⓐ' and <= 'Ⓩ');

    private static string Keep(string text, Predicate<string> isKept) => string.Join('\n', text.Split('\n').Where(line => isKept(line)));

    private static string Remove(string text, string pattern, string replacement)
    {
        List<string> lines = [];
        string[] pieces = text.Split('\n');
        for (int i = 0; i < pieces.Length; i++)
        {
            bool last = i == pieces.Length - 1;
            if (last && pieces[i].Length == 0)
            {
                break;
            }

            string line = !last && pieces[i].EndsWith('\r') ? pieces[i][..^1] : pieces[i];
            string changed = Regex.Replace(line, pattern, replacement, RegexOptions.CultureInvariant);
            if (line.Length == 0 || !Regex.IsMatch(changed, $"^{Space}*\\z"))
            {
                lines.Add(changed);
            }
        }

        return string.Join('\n', lines);
    }

    private static int Words(string text)
        => Segments.Of(new Uax29Words(), text).Count(static w => w.EnumerateRunes().Any(static r => Rune.IsLetter(r) || Rune.IsNumber(r) || r.Value is 'ि' or (>= 'Ⓐ' and <= 'ⓩ')));
}
