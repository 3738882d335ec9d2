using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Filters.Curator;

public class CuratorCodeCommentsTests
{
    private static readonly string[] s_languages = ["c", "javascript", "go", "html", "ruby", "shell"];

    private static readonly string[] s_pieces = ["/", "//", "/*", "*/", "*", "\"", "'", "`", "\\", "\\\\", "\n", "\r\n", "#", "<!--", "-->", "<", "-", ">", "x", "é", "漢", " ", "=begin\n", "\n=end\n", "text", "$#"];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 30].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void CommentsAreThoseOfTheNaiveInterpreter() => s_text.Sample(
        static text =>
        {
            foreach (string language in s_languages)
            {
                Assert.Equal((language, Expected(text, language)), (language, Count(text, language)));
            }
        },
        iter: 5000);

    /// <summary>The numbers are those of comment_parser 1.2.5.</summary>
    [Theory]
    [InlineData("c", "int a; // one\n/* two */", 4 + 1 + 5)]
    [InlineData("c", "a = \"// no\"; // é\r\n", 3)]
    [InlineData("c", "a = \"\\\"\"; // yes", 4)] // the second mark ends the string, the third opens one that no mark closes
    [InlineData("c", "a = '\"'; // \"", 0)] // a mark that opens a string takes what comes with it
    [InlineData("c", "/*/ x */", 4)]
    [InlineData("c", "/**/", 0)]
    [InlineData("c", "x /* open", CommentText.Unclosed)]
    [InlineData("c", "//", 0)]
    [InlineData("c", "//a\n//b", 3)]
    [InlineData("TEXT/X-C++", "//a", 1)]
    [InlineData("java", "//a", 1)]
    [InlineData("javascript", "'// no' // yes", 4)]
    [InlineData("javascript", "'it\\'s' // yes", 4)]
    [InlineData("javascript", "\"open\n// no", 0)]
    [InlineData("javascript", "a /'// yes", 4)] // the mark behind the slash opens nothing
    [InlineData("javascript", "`// yes`", 5)]
    [InlineData("go", "`// no`", 0)]
    [InlineData("go", "`\\` // no", 0)]
    [InlineData("html", "<!-- a -->\n<!--b\nc-->", 3 + 1 + 3)]
    [InlineData("html", "<a title=\"<!-- no -->\">", 0)]
    [InlineData("html", "<!-->", CommentText.Unclosed)]
    [InlineData("xml", "<!---->", 0)]
    [InlineData("ruby", "x = '#no' # yes", 4)]
    [InlineData("ruby", "it's # yes", 4)]
    [InlineData("ruby", "'a\\' # no", 3)] // the escaped mark ends the string after all
    [InlineData("ruby", "'a\\' # no' # yes", 4)]
    [InlineData("ruby", "=begin\nno\n=end", 0)]
    [InlineData("shell", "echo \"#no\" \\# $#yes\n'a\n#no'", 3)]
    [InlineData("python", "# no", CommentText.Unknown)]
    [InlineData("", "# no", CommentText.Unknown)]
    public void Examples(string language, string text, int characters) => Assert.Equal(characters, Count(text, language));

    [Theory]
    [InlineData("//2345678901234567890", 0, 1, true)]
    [InlineData("x", 0, 1, true)]
    [InlineData("x", 0.01, 1, false)]
    [InlineData("x //a", 0.2, 0.2, true)] // at both thresholds
    [InlineData("x /*", 0, 1, false)]
    [InlineData("", 0.01, 0.85, false)]
    public void AFileAtAThresholdIsKept(string text, double min, double max, bool kept)
    {
        CodeCommentMemory memory = new();
        bool enough = CuratorCodeComments.EnoughComments(Encoding.UTF8.GetBytes(text), default, memory, "c", min);
        Assert.Equal(kept, enough & CuratorCodeComments.NotTooManyComments(memory, max));
    }

    [Fact]
    public void FilesOfOtherLanguagesPass()
    {
        CodeCommentMemory memory = new();
        Assert.True(CuratorCodeComments.EnoughComments("x"u8, "Cobol"u8, memory, null, 0.5));
        Assert.True(CuratorCodeComments.NotTooManyComments(memory, 0.5));
        Assert.False(CuratorCodeComments.EnoughComments("x"u8, "C"u8, memory, null, 0.5));
        Assert.True(CuratorCodeComments.EnoughComments("x"u8, "C"u8, memory, "cobol", 0.5));
    }

    [Fact]
    public void NoTextIsTooStrange() => Gen.Byte.Array[0, 100].Sample(
        static text =>
        {
            foreach (string language in s_languages)
            {
                Assert.InRange(CommentText.Count(text, Encoding.UTF8.GetBytes(language)), CommentText.Unclosed, text.Length);
            }
        },
        iter: 2000);

    private static int Count(string text, string language) => CommentText.Count(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(language));

    /// <summary>Character by character, with what is open as a state.</summary>
    private static int Expected(string text, string language)
    {
        List<string> comments = [];
        for (int i = 0; i < text.Length;)
        {
            string rest = text[i..];
            string line = rest.Split('\n')[0];
            if ((language is "c" or "html") && rest[0] == '"')
            {
                int mark = line.IndexOf('"', 1);
                i += mark < 0 ? 1 : mark + 1;
            }
            else if ((language is "c" or "javascript" or "go") && (rest.StartsWith("//", StringComparison.Ordinal) || rest.StartsWith("/*", StringComparison.Ordinal)))
            {
                if (rest[1] == '/')
                {
                    comments.Add(line[2..]);
                    i += line.Length;
                    continue;
                }

                int end = rest.IndexOf("*/", 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    return CommentText.Unclosed;
                }

                comments.Add(rest[2..end]);
                i += end + 2;
            }
            else if ((language is "javascript" or "go") && rest[0] == '/')
            {
                i += 2;
            }
            else if (language == "html" && rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                int end = rest.IndexOf("-->", 4, StringComparison.Ordinal);
                if (end < 0)
                {
                    return CommentText.Unclosed;
                }

                comments.Add(rest[4..end]);
                i += end + 3;
            }
            else if ((language is "ruby" or "shell") && rest[0] == '#')
            {
                comments.Add(line[1..]);
                i += line.Length;
            }
            else if (language == "ruby" && (rest[0] is '"' or '\''))
            {
                // The shortest string that ends at a mark without a backslash, or else the longest that ends at one with.
                int[] marks = [.. Enumerable.Range(1, line.Length - 1).Where(m => line[m] == rest[0])];
                int plain = marks.FirstOrDefault(m => line[m - 1] != '\\' || m == 1, -1);
                i += plain > 0 ? plain + 1 : marks.Length > 0 ? marks[^1] + 1 : 1;
            }
            else if (language == "shell" && rest[0] == '\\')
            {
                i += 2;
            }
            else if (((language is "javascript" or "shell" or "go") && (rest[0] is '"' or '\'')) || (language == "go" && rest[0] == '`'))
            {
                int end = 1;
                while (end < rest.Length && rest[end] != rest[0])
                {
                    end += rest[end] == '\\' ? 2 : 1;
                }

                i += end + 1;
            }
            else
            {
                i++;
            }
        }

        return string.Join(' ', comments).EnumerateRunes().Count();
    }
}
