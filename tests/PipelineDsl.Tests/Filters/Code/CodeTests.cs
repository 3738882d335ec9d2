using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Filters.Code;

public class CodeTests
{
    private static readonly string[] s_pieces =
    [
        "/", "//", "/*", "*/", "\"", "'", "`", "${", "}", "\\", "\n", "\r\n", "\"\"\"", "\"\"\"\n", "'''", "#", "x", "é", " ", "return ", "=", "(", ")", "[", "]", "def f():\n ", "class A: ", "'a'", "'\\u0041'", "<", ">",
        "<!--", "-->", "<![CDATA[", "]]>", "<p>", "</p>", "<script>", "</script>", "<rt>", "&amp;", "&#", "&#65;", ";", "\uFEFF", "    ", "\t",
    ];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 40].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    /// <summary>The numbers are those of Pygments 2.20, and of tokenize and ast of Python 3.11.</summary>
    [Theory]
    [InlineData("java", "int a; // one\n", 6)]
    [InlineData("java", "/* é */ x", 7)]
    [InlineData("java", "\"// no\" // yes", 6)]
    [InlineData("java", "'\"' // yes", 6)]
    [InlineData("java", "\"\"\"\n// no\n\"\"\" /* yes */", 9)]
    [InlineData("java", "/* open", 0)]
    [InlineData("java", "a /* b\r\nc */", 9)]
    [InlineData("java", "\"\\\" // no\" //", 2)]
    [InlineData("java", "'\\u0041' //x", 3)]
    [InlineData("java", "'\\'' /*'*/", 5)]
    [InlineData("javascript", "a / b // c", 4)]
    [InlineData("javascript", "x = /[/]\\/\"/g // c", 4)]
    [InlineData("javascript", "return /'/ // c", 4)]
    [InlineData("javascript", "`a ${ b /* c */ } // d` // e", 11)]
    [InlineData("javascript", "a++ / 2 // c", 0)]
    [InlineData("javascript", "x => /'/ // c", 4)]
    [InlineData("javascript", "\"open // c\n", 4)]
    [InlineData("javascript", "#! /usr/bin/env node // x\n// y", 4)]
    [InlineData("javascript", "<!-- // c", 4)]
    [InlineData("javascript", "i = 1 / 2 / 3 // c\n", 4)]
    [InlineData("javascript", "f(\"/*\", /*x*/ 1)", 5)]
    [InlineData("javascript", "a\n/re\"/.test(b) // c", 4)]
    [InlineData("javascript", "`${`${x}`} // d`", 0)]
    [InlineData("python", "# a\n#  b\n", 4)]
    [InlineData("python", "\"\"\"Doc.\n\n    More.\n      Even.\n\"\"\"\nx = 1\n", 19)]
    [InlineData("python", "def f():\n    'one' \"two\"  # c\n    return \"no\"\n", 9)]
    [InlineData("python", "class A:\n\tr\"\"\"raw \\n\"\"\"\n", 6)]
    [InlineData("python", "async def f():\n    \"no\"\n", 0)]
    [InlineData("python", "f\"no\"\n", 0)]
    [InlineData("python", "def f():\n    x = 1\n    \"no\"\n", 0)]
    [InlineData("python", "print \"x\" # kept\n\"\"\"no\"\"\"\n", 4)]
    [InlineData("python", "\"\"\"a\"\"\"\nprint \"x\" # kept\n", 4)]
    [InlineData("python", "x = (1,\n# c\n", 0)]
    [InlineData("python", "\"\"\"open", 0)]
    [InlineData("python", "if x:\n    a\n  b # dedent\n", 0)]
    [InlineData("python", "s = \"# no\" # yes\n", 3)]
    [InlineData("python", "\"a\\tb\\x41\\u0041\\\nc\"\n", 12)]
    [InlineData("python", "def f(): \"one line\"\n", 8)]
    [InlineData("python", "raise E, \"x\" # c\n\"\"\"d\"\"\"\n", 1)]
    [InlineData("python", "", 0)]
    public void CommentsAreThoseOfTheOriginal(string language, string text, int characters)
        => Assert.Equal(characters, new CommentCounter().Count(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(language)));

    /// <summary>The numbers are those of BeautifulSoup 4.11 with Python 3.11.</summary>
    [Theory]
    [InlineData("<p>a &amp; b</p>", 5)]
    [InlineData("a<!-- b -->c", 2)]
    [InlineData("<script>x<y</script>z", 1)]
    [InlineData("<pre>  \n</pre><p>  \n</p> <b> </b>", 6)]
    [InlineData("&#65;&#x41;&foo;&nbsp;&notin;", 8)]
    [InlineData("<a title=\"x>y\">z</a>", 1)]
    [InlineData("<![CDATA[x]]><?php y ?><!DOCTYPE z>", 1)]
    [InlineData("<ruby>a<rt>b</rt><rp>c</rp></ruby>", 1)]
    [InlineData("<style>a</style ><template>b</template>c", 1)]
    [InlineData("a < b & c", 9)]
    [InlineData("a <b", 4)]
    [InlineData("x &#", 4)]
    [InlineData("x &# y; &# <b>z</b>", 19)]
    [InlineData("<textarea>  </textarea>", 2)]
    [InlineData("</p>a</ >b", 2)]
    [InlineData("<br/> <br> a", 3)]
    public void TextIsThatOfTheOriginal(string html, int characters) => Assert.Equal(characters, HtmlText.Count(Encoding.UTF8.GetBytes(html)));

    [Fact]
    public void JavaIsCutAsTheReferenceCutsIt() => s_text.Sample(
        static text =>
        {
            MatchCollection tokens = Regex.Matches(
                text.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n",
                """(?<comment>//.*?(?=\n)|/\*.*?\*/)|"{3}\n(?:\\\\|\\"|(?!"{3}).)*(?:"{3}|\z)|"(?:\\\\|\\"|[^"])*(?:"|\z)|'(?:\\.|[^\\]|\\u[0-9a-fA-F]{4})'""",
                RegexOptions.Singleline);
            Assert.Equal(tokens.Sum(static t => t.Groups["comment"].Value.EnumerateRunes().Count()), JavaComments.Count(Encoding.UTF8.GetBytes(text)));
        },
        iter: 3000);

    [Fact]
    public void NoTextIsTooStrange()
    {
        CommentCounter counter = new();
        Gen.OneOf(s_text.Select(static text => Encoding.UTF8.GetBytes(text)), Gen.Byte.Array[0, 100]).Sample(
            text =>
            {
                foreach (string language in (string[])["java", "JavaScript", "PYTHON"])
                {
                    Assert.InRange(counter.Count(text, Encoding.UTF8.GetBytes(language)), 0, 9 * text.Length);
                }

                Assert.Equal(-1, counter.Count(text, "c"u8));
                Assert.InRange(HtmlText.Count(text), 0, text.Length + 1);
            },
            iter: 2000,
            threads: 1);
    }

    [Fact]
    public void NothingIsAllocatedForAFile()
    {
        CommentCounter counter = new();
        byte[] text = Encoding.UTF8.GetBytes("\"\"\"Doc\n  of this.\n\"\"\"\ndef f(): # one\n\t'two'\n\treturn /x/ // 3\n<p>&amp;</p>\n");
        int sum = 0;
        Assert.Equal(0, Allocation.OfCall(() => sum += counter.Count(text, "python"u8) + counter.Count(text, "java"u8) + counter.Count(text, "javascript"u8) + HtmlText.Count(text)));
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public async Task FilesAreJudgedByTheirLanguage()
    {
        using TempFolder folder = new();
        (string Language, string Text)[] files =
        [
            ("Python", "x = 1  # a comment\n"), ("Python", "x = 1\n"), ("Python", "# " + new string('a', 98)), ("java", "int x; // 1\n"), ("java", "int x;\n"), ("C", "int x;\n"),
            ("HTML", "<p>" + new string('a', 101) + "</p>"), ("HTML", "<p>" + new string('a', 100) + "</p>"), ("html", new string('a', 101) + "<a href='" + new string('b', 500) + "'>"), ("", "int x;\n"),
        ];
        folder.Write("in/a.jsonl", string.Concat(files.Select(static (f, i) => JsonSerializer.Serialize(new { id = $"{i}", text = f.Text, language = f.Language }) + "\n")));
        Assert.Equal(["0", "3", "5", "6", "9"], await Run(folder, static options => CodeContentPipeline.RunAsync(options)));
    }

    [Fact]
    public async Task FilesOfOneLanguageNeedNoField()
    {
        using TempFolder folder = new();
        Write(folder, "x // <b>" + new string('a', 99) + "</b>", "<b>" + new string('a', 101) + "</b>", "// x");
        Assert.Equal(["0"], await Run(folder, static options => OneLanguagePipeline.RunAsync(options)));
    }

    [Fact]
    public async Task TokensAreCounted()
    {
        using TempFolder folder = new();
        Write(folder, "one two three four", "one two", "a b c d e f", "one two three four five six seven eight nine", "");
        Assert.Equal(["0"], await Run(folder, static options => TokenRulesPipeline.RunAsync(options)));
    }

    [Fact]
    public async Task EachFileTypeHasItsThresholds()
    {
        using TempFolder folder = new();
        folder.Write("code.csv", "language,Note,extension,Include,Long_line_threshold,Alphanum_threshold,Alpha filter\nc-sharp,\"a, \"\"b\"\"\",cs,1,10,0.5,0.25\njupyter-notebook,,ipynb,1,,0,\npython,,py,0,,,\nc,,,1,1000,,\n");
        (string Language, string? Extension, string Text)[] files =
        [
            ("C#", "cs", "abcdefghij"), ("C#", "cs", "abcdefghijk"), ("C#", "cs", "a1-_"), ("C#", "cs", "a1-_-"), ("C#", "cs", "123a"), ("C#", "cs", "1234"), ("C#", "csx", "abc"), ("Jupyter Notebook", "ipynb", "{}" + new string('a', 2000)),
            ("Python", "py", "abc"), ("C", null, new string('a', 100)), ("C", null, new string('a', 101)), ("", "cs", "abc"), (new string('x', 200), "cs", "abc"),
        ];
        folder.Write("in/a.jsonl", string.Concat(files.Select(static (f, i) => JsonSerializer.Serialize(new { id = $"{i}", text = f.Text, lang = f.Language, ext = f.Extension }) + "\n")));
        Assert.Equal(["0", "2", "4", "7", "9"], await Run(folder, static options => CodeByExtensionPipeline.RunAsync(options)));
    }

    [Theory]
    [InlineData("language,extension,Include,Long_line_threshold,Alphanum_threshold\n", "(1): the column Alpha filter is missing")]
    [InlineData("", "(1): the column language is missing")]
    [InlineData("language,extension,Include,Long_line_threshold,Alphanum_threshold,Alpha filter\n\nc,c,1\n", "(3): there are 3 fields in place of 6")]
    public void ThresholdsThatCannotBeReadAreNamedWithTheirLine(string csv, string message)
    {
        using TempFolder folder = new();
        string path = folder.Write("code.csv", csv);
        Assert.Contains(path + message, Assert.Throws<InvalidDataException>(() => CodeThresholds.Load(new ServiceRequest(path))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => CodeThresholds.Load(new ServiceRequest(path + "2")));
    }

    private static void Write(TempFolder folder, params string[] texts)
        => folder.Write("in/a.jsonl", string.Concat(texts.Select(static (text, i) => JsonSerializer.Serialize(new { id = $"{i}", text }) + "\n")));

    private static async Task<string[]> Run(TempFolder folder, Func<RunOptions, Task<RunSummary>> run)
    {
        Assert.True((await run(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 })).Succeeded);
        return [.. folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.Split('"')[3])];
    }
}
