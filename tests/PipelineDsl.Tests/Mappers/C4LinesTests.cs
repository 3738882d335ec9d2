using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Mappers;

public class C4LinesTests(ITestOutputHelper output)
{
    private static readonly C4Options s_default = new(false, 3, 1000, true, true, true, false, true, true, true, true);

    private static readonly C4Options[] s_variants =
    [
        s_default,
        s_default with { TerminalPunctuation = false },
        s_default with { TerminalPunctuation = false, MinWordsPerLine = 0, MaxWordLength = 0, JavaScript = false, Policy = false },
        s_default with { Sentences = true },
        s_default with { MinWordsPerLine = 5, ApostropheIsTerminal = false, CountWordsOfCleanLine = true, MaxWordLength = 6 },
        s_default with { RemoveCitations = false, LoremIpsum = false, CurlyBracket = false, TerminalPunctuation = false, MaxWordLength = 3 },
    ];

    private static readonly string[] s_pieces =
    [
        "a", "one two three", "The end.", " ", " ", " ", "\n", "\n", "\n", "\r\n", "\u2028", "\u0085", "\u001C", "\u3000", ".", "...", "?", "!", "\"", "'", "”", "…", "A.", "a ", "words and words ",
        "lorem ipsum", "Lorem Ipsum", "LOREM IPSUM", "lorem  ipsum", "lorem\u00A0ipsum", "lorem\0ipsum", "lorem İpsum", "ipsum", "javascript", "JavaScript", "java[1]script", "{", "}", "[", "]", "[]", "[12]", "[٣𝟙]", "[edit]", "[Edit]",
        "[citation needed]", "[citation", "terms of use", "Terms Of Use", "terms of\nuse", "privacy policy", "Privacy POLICY", "cookie policy", "coo\u212Aie Policy", "uses cookies", "Use of Coo\u212Aies", "use cookies", "useful cookies",
        "use  cookies", "cookies", "cookie", "of use", "privacy", "漢字。", "ñandú", "🙂", "x1000",
    ];

    private static readonly Gen<string> s_rich = Gen.OneOf(
        Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i]))),
        Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Join(' ', picks.Select(static i => s_pieces[i])) + "."));

    [Fact]
    public void LinesAreThoseOfTheReference() => TextGen.Texts.Sample(static text => AssertSame(text), iter: 100);

    [Fact]
    public void PhrasesAreThoseOfTheReference() => s_rich.Sample(static text => AssertSame(text), iter: 400);

    [Fact]
    public void PhrasesAreFoundAcrossBordersOfBlocks()
    {
        foreach (string phrase in s_pieces)
        {
            for (int before = 52; before < 66; before += 3)
            {
                AssertSame(new string('x', before) + " " + phrase + " is a word.\nThis line stays here.");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData(" [1] a b c d.\nNext line of text.")]
    [InlineData("One line of text [3]\nIn 1901 they came. [3]\nfoo bar baz[edit].")]
    [InlineData("{ in a dropped line\nA good line stays.\nAnother { line decides.")]
    [InlineData("javascript and { in it.\nA good line stays.")]
    [InlineData("Four dots....\nTwo dots..\nOne line of three dots...")]
    [InlineData("a\u3000\u3000b\u3000.\na \u3000 b.\n\u2003 trimmed on both sides. \u2003")]
    [InlineData("\u00A0\nfirst blank lines go. \n \n")]
    public void EdgesToo(string text) => AssertSame(text);

    [Fact]
    public void LongWordsAreMeasuredInCodePoints()
    {
        foreach (string letter in new[] { "x", "é", "漢", "😀" })
        {
            AssertSame($"a b c {Repeat(letter, 1000)}.\n{Repeat(letter, 999)} d e f.\n{Repeat(letter, 1001)} g h.\n{Repeat(letter, 700)} {Repeat(letter, 700)} a.");
        }
    }

    [Fact]
    public void InvalidUtf8DoesNotThrow() => Gen.OneOf(Gen.Byte, Gen.Int[0, 5].Select(static i => (byte)(i switch { 0 => 0xE2, 1 => 0x80, 2 => 0xA8, 3 => 0xC2, 4 => 0x85, _ => 0x0A }))).Array[0, 300].Sample(static bytes =>
    {
        TextBuffer text = new();
        text.Append(bytes);
        foreach (C4Options options in s_variants)
        {
            new C4Pass(new FallbackSentences()).Apply(text.Text.Bytes, new TextBuffer(), options);
        }
    });

    [Fact]
    public void AnUnchangedTextIsSaidToBeSo()
    {
        Assert.False(Apply("This line is good.\nAnd so is this.", s_default, TextKernels.Best, out _, out string text));
        Assert.Equal("", text);
    }

    [Fact]
    public void RulesPointAtTheLine()
    {
        TextBuffer text = new();
        text.Append("One good line here.\nlorem ipsum dolor sit.\n"u8);
        C4Counts<FallbackSentences> counts = new();
        C4Lines<FallbackSentences>.Apply(text.Text.Bytes, new TextBuffer(), counts);
        Assert.Equal((false, new TextSpan(20, 22)), (C4Lines<FallbackSentences>.NoLoremIpsum(counts).Passed, C4Lines<FallbackSentences>.NoLoremIpsum(counts).Span));
        Assert.True(C4Lines<FallbackSentences>.NoCurlyBracket(counts));
        Assert.Equal(Check.AtLeast(1, 5), C4Lines<FallbackSentences>.EnoughSentences(counts));
    }

    [Theory]
    [InlineData("One line of five words.\nAnother line of five words.\nA third line of five words.", null)]
    [InlineData("One line of five words.\nAnother line of five words.\nA line with four.", "EnoughSentences")]
    [InlineData("One line of five words.\nAnother line of five words.\nIt is 'quoted at the end'", "EnoughSentences")]
    [InlineData("One line of five words.\nAnother line of five words.\nThese are [edit] now five words.", null)]
    [InlineData("One line of five words.\nAnother line of five words.\nThese are [edit] four words.", "EnoughSentences")]
    [InlineData("A line of { five words.", "NoCurlyBracket")]
    [InlineData("Now lorem ipsum dolor sit.", "NoLoremIpsum")]
    public void TensorFlowDatasetsWantsFiveWordsAndThreeSentences(string text, string? rule) => Assert.Equal(rule, C4TfdsPipeline.Judge(Encoding.UTF8.GetBytes(text)).Rule?.Name);

    [Fact]
    public void TensorFlowDatasetsDropsLongPages()
    {
        string page = string.Concat(Enumerable.Repeat("Five words é 漢 are here.\n", 8000)); // 25 characters a line
        Assert.Equal("NotTooLong", C4TfdsPipeline.Judge(Encoding.UTF8.GetBytes(page)).Rule?.Name);
        Assert.True(C4TfdsPipeline.Judge(Encoding.UTF8.GetBytes(page[..190_000])).Kept);
    }

    [Fact]
    public void SentencesCanBeOfAnotherSegmenter()
    {
        Assert.Equal(("EnoughSentences", 8.0), (C4WordsPipeline.Judge("These eight words are too few for it."u8).Rule!.Name, C4WordsPipeline.Judge("These eight words are too few for it."u8).Value));
        Assert.True(C4WordsPipeline.Judge("nine words are enough here if one counts.\nThis is one more."u8).Kept);
    }

    [Fact]
    public void TheSteadyStateAllocatesNothing()
    {
        TextBuffer text = new();
        text.Append(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("A line [1] that stays.\nno\nWe use cookies here.\n漢字 are words too.\n", 100))));
        TextBuffer result = new();
        C4Counts<FallbackSentences> counts = new();
        long allocated = Allocation.OfCall(() =>
        {
            result.Clear();
            C4Lines<FallbackSentences>.Apply(text.Text.Bytes, result, counts);
        });
        Assert.Equal(0, allocated);
        Assert.Equal((400, 200), (counts.Lines, counts.KeptLines));
    }

    [Fact]
    public void VerdictsAndTextsAreThoseOfDatatrove()
    {
        if (!SharedData.TryFind("data/gold-filters/documents.jsonl.gz", output, out string path))
        {
            return;
        }

        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        int texts = 0;
        for (string? line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string text = row.RootElement.GetProperty("text").GetString()!;
            string id = row.RootElement.GetProperty("id").GetString()!;
            foreach ((string name, C4Options options) in new[] { ("c4", s_variants[0]), ("c4_fineweb", s_variants[1]), ("c4_nolines", s_variants[2]), ("c4_sentences", s_variants[3]) })
            {
                bool changed = Apply(text, options, TextKernels.Best, out C4Pass pass, out string result);
                string? reason = pass.LoremIpsum ? "lorem_ipsum" : pass.CurlyBracket ? "curly_bracket" : pass.Sentences < 5 ? "too_few_sentences" : null;
                Assert.Equal((id, name, row.RootElement.GetProperty("verdicts").GetProperty("ws").GetProperty(name).GetProperty("reason").GetString()), (id, name, reason));
                JsonElement hash = default;
                bool hasHash = name == "c4_sentences" ? row.RootElement.GetProperty("metrics").GetProperty("ws").TryGetProperty("c4_sentences_sha256", out hash)
                    : row.RootElement.GetProperty("c4_out").GetProperty(name).TryGetProperty("sha256", out hash);
                if (reason is null && hasHash)
                {
                    texts++;
                    Assert.Equal((id, name, hash.GetString()), (id, name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(changed ? result : text)))));
                }
            }
        }

        output.WriteLine($"{texts} texts");
        Assert.True(texts > 3000);
    }

    private static void AssertSame(string text)
    {
        foreach (C4Options options in s_variants)
        {
            ReferenceC4 expected = new(text, options, new FallbackSentences());
            foreach (TextKernel kernel in TextKernels.Available)
            {
                bool changed = Apply(text, options, kernel, out C4Pass pass, out string result);
                Assert.Equal((text, expected.LoremIpsum, expected.CurlyBracket), (text, pass.LoremIpsum, pass.CurlyBracket));
                Assert.Equal(
                    (text, expected.Lines, expected.KeptLines, expected.LongWordLines, expected.UnpunctuatedLines, expected.ShortLines, expected.JavaScriptLines, expected.PolicyLines, expected.SentenceCount),
                    (text, pass.Lines, pass.KeptLines, pass.LongWordLines, pass.UnpunctuatedLines, pass.ShortLines, pass.JavaScriptLines, pass.PolicyLines, pass.Sentences));
                if (expected.Text is not null)
                {
                    Assert.Equal(expected.Text, changed ? result : text);
                    Assert.Equal(expected.Text != text, changed);
                }

                for (int enough = 0; enough < 5; enough++)
                {
                    Assert.Equal((changed, result), (Apply(text, options with { EnoughSentences = enough }, kernel, out C4Pass some, out string same), same));
                    Assert.Equal((text, Math.Min(enough, expected.SentenceCount)), (text, Math.Min(enough, some.Sentences)));
                }
            }
        }
    }

    private static bool Apply(string text, in C4Options options, TextKernel kernel, out C4Pass pass, out string result)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        TextBuffer written = new(16);
        pass = new C4Pass(new FallbackSentences(kernel), kernel);
        bool changed = pass.Apply(buffer.Text.Bytes, written, options);
        result = changed ? Encoding.UTF8.GetString(written.Bytes) : "";
        return changed;
    }

    private static string Repeat(string letter, int count) => string.Concat(Enumerable.Repeat(letter, count));
}

[Pipeline]
[JsonLines("in/*.jsonl")]
[C4Lines(profile: "c4-tfds")]
public static partial class C4TfdsPipeline;

[Pipeline]
[JsonLines("in/*.jsonl")]
[C4Lines<WhitespaceWords>(minSentences: 9)]
public static partial class C4WordsPipeline;
