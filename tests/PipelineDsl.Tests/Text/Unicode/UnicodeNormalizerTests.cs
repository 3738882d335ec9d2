using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests;

public sealed class UnicodeNormalizerTests(ITestOutputHelper output)
{
    [ThreadStatic]
    private static TextBuffer? s_buffer;

    [ThreadStatic]
    private static UnicodeNormalizer? s_normalizer;

    private static readonly string[] s_pieces =
    [
        "a", "plain text ", "é", "e", "\u0301", "\u0300", "\u0323", "\u0327", "\u0345", "\u0344", "\u0958", "\u093C", "\u1100", "\u1161", "\u11A8", "\uAC00", "\uAC01", "\u212B", "\uFB01", "\uFF21",
        "\u09C7", "\u09BE", "\u0F73", "\u2126", "\uF900", "中", "\U0001D15E", "\U00011099", "\U000110BA", "\u00A0", "½", "я", "\u0438\u0306", "Ǆ", "\u1E9B\u0323", "ﷺ", "🙂", "\u0000",
    ];

    private static readonly Gen<string> s_texts = Gen.Select(
        Gen.Int[0, 70],
        Gen.Int[0, s_pieces.Length - 1].Array[0, 40],
        static (before, picks) => new string('x', before) + string.Concat(picks.Select(static i => s_pieces[i])));

    [Theory]
    [InlineData("", "", "", "", "")]
    [InlineData("plain", "plain", "plain", "plain", "plain")]
    [InlineData("é", "é", "e\u0301", "é", "e\u0301")]
    [InlineData("e\u0301", "é", "e\u0301", "é", "e\u0301")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323", "\u017F\u0323\u0307", "\u1E69", "s\u0323\u0307")]
    [InlineData("\u212B\uFB01", "Å\uFB01", "A\u030A\uFB01", "Åfi", "A\u030Afi")]
    [InlineData("한글", "한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("\u1112\u1161\u11AB", "한", "\u1112\u1161\u11AB", "한", "\u1112\u1161\u11AB")]
    [InlineData("가\u11A8", "각", "\u1100\u1161\u11A8", "각", "\u1100\u1161\u11A8")]
    [InlineData("a\u0301\u0323", "ạ\u0301", "a\u0323\u0301", "ạ\u0301", "a\u0323\u0301")]
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C")]
    [InlineData("x²½…\u00A0", "x²½…\u00A0", "x²½…\u00A0", "x21\u20442... ", "x21\u20442... ")]
    [InlineData("\u0301", "\u0301", "\u0301", "\u0301", "\u0301")]
    public void ByExample(string text, string nfc, string nfd, string nfkc, string nfkd)
    {
        Assert.Equal(nfc, Normalize(text, UnicodeForm.Nfc));
        Assert.Equal(nfd, Normalize(text, UnicodeForm.Nfd));
        Assert.Equal(nfkc, Normalize(text, UnicodeForm.Nfkc));
        Assert.Equal(nfkd, Normalize(text, UnicodeForm.Nfkd));
    }

    [Fact]
    public void AllFormsFollowTheDefinition() => s_texts.Sample(static text =>
    {
        foreach (UnicodeForm form in Enum.GetValues<UnicodeForm>())
        {
            string expected = Reference(text, form);
            Assert.Equal(expected, Normalize(text, form));
            Assert.Equal(expected, Normalize(expected, form));
            Assert.Equal(expected != text, new UnicodeNormalizer().TryNormalize(Encoding.UTF8.GetBytes(text), form, new TextBuffer()));
        }
    }, iter: 1000);

    [Fact]
    public void RandomTextsFollowTheDefinition() => RandomTexts.Text.Sample(static text =>
    {
        foreach (UnicodeForm form in Enum.GetValues<UnicodeForm>())
        {
            Assert.Equal(Reference(text, form), Normalize(text, form));
        }
    }, iter: 100);

    [Fact]
    public void ManyMarksAreOrderedStably()
    {
        string marks = string.Concat(Enumerable.Range(0, 1_000).Select(static i => "\u0301\u0323\u0300\u0327\u0334"[i * 7 % 5]));
        Assert.Equal(Reference("a" + marks, UnicodeForm.Nfd), Normalize("a" + marks, UnicodeForm.Nfd));
        Assert.Equal(Reference("a" + marks, UnicodeForm.Nfc), Normalize("a" + marks, UnicodeForm.Nfc));
    }

    [Fact]
    public void BytesThatAreNoTextStayAndSeparate()
    {
        byte[] text = [.. "e"u8, 0xCC, .. "é"u8, 0xFF, .. "\u0301e\u0301"u8, 0xE4, 0xB8];
        TextBuffer buffer = new();
        Assert.True(new UnicodeNormalizer().TryNormalize(text, UnicodeForm.Nfc, buffer));
        Assert.Equal([.. "e"u8, 0xCC, .. "é"u8, 0xFF, .. "\u0301é"u8, 0xE4, 0xB8], buffer.Bytes.ToArray());
    }

    [Fact]
    public void NothingIsAllocatedForAText()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("plain e\u0301 ﬁ 한국어 \u0301\u0323 ½ ", 200)));
        UnicodeNormalizer normalizer = new();
        TextBuffer buffer = new();
        foreach (UnicodeForm form in Enum.GetValues<UnicodeForm>())
        {
            long allocated = Allocation.OfCall(() =>
            {
                buffer.Clear();
                Assert.True(normalizer.TryNormalize(text, form, buffer));
            });
            Assert.Equal(0, allocated);
        }
    }

    /// <summary>All cases of Debian's package unicode-data (or of the folder that UNICODE_DATA names).</summary>
    [Fact]
    public void OfficialCases()
    {
        string folder = Environment.GetEnvironmentVariable("UNICODE_DATA") ?? "/usr/share/unicode";
        List<string> lines = ReadLines(Path.Combine(folder, "NormalizationTest.txt"));
        if (lines.Count == 0)
        {
            output.WriteLine($"SKIPPED: needs NormalizationTest.txt, or NormalizationTest.txt.bz2 and bzip2, in {folder}");
            return;
        }

        Assert.Contains("NormalizationTest-15.0.0.txt", lines[0], StringComparison.Ordinal);
        HashSet<int> named = [];
        int cases = 0;
        bool single = false;
        foreach (string line in lines)
        {
            single = line.StartsWith('@') ? line.StartsWith("@Part1", StringComparison.Ordinal) : single;
            string[] columns = [.. line.Split('#')[0].Split(';').Take(5).Where(static c => c.Length > 0)
                .Select(static c => string.Concat(c.Split(' ').Where(static h => h.Length > 0 && h[0] != '@').Select(static h => char.ConvertFromUtf32(Convert.ToInt32(h, 16)))))];
            if (columns.Length != 5)
            {
                continue;
            }

            cases++;
            if (single)
            {
                named.Add(char.ConvertToUtf32(columns[0], 0));
            }

            for (int i = 0; i < 5; i++)
            {
                bool good = Normalize(columns[i], UnicodeForm.Nfc) == columns[i < 3 ? 1 : 3] && Normalize(columns[i], UnicodeForm.Nfd) == columns[i < 3 ? 2 : 4]
                    && Normalize(columns[i], UnicodeForm.Nfkc) == columns[3] && Normalize(columns[i], UnicodeForm.Nfkd) == columns[4];
                Assert.True(good, line);
            }
        }

        Assert.Equal(19_074, cases);
        string others = string.Concat(Enumerable.Range(0, 0x110000).Where(c => Rune.IsValid(c) && !named.Contains(c)).Select(char.ConvertFromUtf32));
        Assert.Equal(others, string.Concat(others.EnumerateRunes().Select(static r => Normalize(r.ToString(), UnicodeForm.Nfkd))));
    }

    private static List<string> ReadLines(string path)
    {
        if (File.Exists(path))
        {
            return [.. File.ReadLines(path)];
        }

        try
        {
            using Process? process = File.Exists(path + ".bz2") ? Process.Start(new ProcessStartInfo("bzip2", ["-dc", path + ".bz2"]) { RedirectStandardOutput = true }) : null;
            return process is null ? [] : [.. process.StandardOutput.ReadToEnd().Split('\n')];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }

    private static string Normalize(string text, UnicodeForm form)
    {
        TextBuffer buffer = s_buffer ??= new TextBuffer();
        buffer.Clear();
        (s_normalizer ??= new UnicodeNormalizer()).Append(Encoding.UTF8.GetBytes(text), form, buffer);
        return Encoding.UTF8.GetString(buffer.Bytes);
    }

    /// <summary>Decompose, order, compose, as the definitions D68, D109 and D117 of the Unicode Standard say.</summary>
    private static string Reference(string text, UnicodeForm form)
    {
        List<int> characters = [.. text.EnumerateRunes().SelectMany(r => Decompose(r.Value, form is UnicodeForm.Nfkc or UnicodeForm.Nfkd))];
        for (int i = 0; i < characters.Count;)
        {
            int marks = characters.Skip(i).TakeWhile(static c => Class(c) != 0).Count();
            int[] ordered = [.. characters.GetRange(i, marks).OrderBy(Class)];
            characters.RemoveRange(i, marks);
            characters.InsertRange(i, ordered);
            i += marks + 1;
        }

        if (form is UnicodeForm.Nfc or UnicodeForm.Nfkc)
        {
            int starter = -1;
            for (int i = 0; i < characters.Count; i++)
            {
                bool blocked = starter < 0 || characters.GetRange(starter + 1, i - starter - 1).Any(c => Class(c) == 0 || Class(c) >= Class(characters[i]));
                if (!blocked && Decomposition.Compose(characters[starter], characters[i]) is >= 0 and int composed)
                {
                    characters[starter] = composed;
                    characters.RemoveAt(i--);
                }
                else if (Class(characters[i]) == 0)
                {
                    starter = i;
                }
            }
        }

        return string.Concat(characters.Select(char.ConvertFromUtf32));
    }

    private static IEnumerable<int> Decompose(int c, bool compatibility)
    {
        if (Decomposition.TryGetJamo(c, out int lead, out int vowel, out int trail))
        {
            return trail == 0 ? [lead, vowel] : [lead, vowel, trail];
        }

        int[] parts = Decomposition.Of(c, compatibility).ToArray();
        return parts.Length == 0 ? [c] : parts.SelectMany(p => Decompose(p, compatibility));
    }

    private static uint Class(int c) => NormalizationPages.ValueOf(c) & NormalizationPages.CombiningClass;
}
