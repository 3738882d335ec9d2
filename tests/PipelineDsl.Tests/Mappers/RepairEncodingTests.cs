using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Mappers;

public class RepairEncodingTests(ITestOutputHelper output)
{
    private static readonly string s_characters = string.Concat(Enumerable.Range(0x80, 0xFF80).Where(static c => MojibakeDetector.ClassOf(c) != MojibakeClass.None).Select(static c => (char)c));

    private static readonly string[] s_words =
        ["é", "ñ", "ü", "ß", "€", "’", "“", "”", "–", "…", "日", "本", "中", "ж", "Ж", "α", "Ω", "ا", "م", "🙂", " ", " ", "a", "z", "A", "à ", "\n", "?", ".", "&amp;", "&eacute;", "&#x92;", "<", "\u0085", "\u001B[31m", "\u0007", "\uFEFF", "\uFFFD"];

    private static readonly Gen<string> s_texts = Gen.Int[0, s_words.Length - 1].Array[0, 20].Select(static picks => string.Concat(picks.Select(static i => s_words[i])));

    private static readonly Gen<string> s_garble = Gen.Frequency(
        (3, Gen.Int[0, s_characters.Length - 1].Select(static i => s_characters[i])),
        (1, Gen.Int[0, 8].Select(static i => " az.,A\n0\u3000"[i])),
        (1, Gen.Int[0, 30].Select(static i => "ÂÃÎÐØÙœŒàвЂВГРСўΒΓΞΟβ√≈‚Äâó°×ā€"[i]))).Array[0, 8].Select(static characters => new string(characters));

    [Theory]
    [InlineData("âœ” No problems", "✔ No problems")]
    [InlineData("schÃ¶n", "schön")]
    [InlineData("l’humanitÃ©", "l’humanité")]
    [InlineData("voilÃ le travail", "voilà le travail")]
    [InlineData("Ã la mode", "à la mode")]
    [InlineData("This â€” should be an em dash", "This — should be an em dash")]
    [InlineData("â€œ like this â€\uFFFD", "“ like this \uFFFD")]
    [InlineData("ã\u0081\u0093ã\u0082\u0093", "こん")]
    [InlineData("&macr;\\_(ã\u0083\u0084)_/&macr;", "¯\\_(ツ)_/¯")]
    [InlineData("â€šÃ„Ã¶", "‚Äö")]
    [InlineData("ÃƒÂ©", "é")]
    [InlineData("С‚РµСЃС‚", "тест")]
    [InlineData("ðŸ™‚", "🙂")]
    [InlineData("íœ\u0085", "휅")]
    [InlineData("í\u00A0½í¸\u0080", "😀")]
    [InlineData("already Brontë…” and AHÅ™, the new sofa from IKEA®", "already Brontë…” and AHÅ™, the new sofa from IKEA®")]
    [InlineData("This text was never UTF-8 at all\u0085", "This text was never UTF-8 at all…")]
    [InlineData("\u0081 alone", "\u0081 alone")]
    [InlineData("P&EACUTE;REZ &lt;tag&gt; &#59; &#x41; &#128; &#0; &#7; &nope; &amp;amp; &#x1f642; &BUNDES; &quot", "PÉREZ <tag> &#59; A € \uFFFD  &nope; & 🙂 &BUNDES; &quot")]
    [InlineData("a < b &amp; c\n&amp;", "a < b &amp; c\n&amp;")]
    [InlineData("&amp;\n<p>\n&amp;", "&\n<p>\n&amp;")]
    [InlineData("\u001B[36;44mblue\u001B[0m \u001B[ x", "blue [ x")]
    [InlineData("\uFEFFa\u0000b\u0007\tc\u206A\uFFFC\u000B\u000Cd", "ab\tc\u000Cd")]
    [InlineData("ＬＯＵＤ ﬁ “quotes”\r\n", "ＬＯＵＤ ﬁ “quotes”\r\n")]
    [InlineData("\uFFFD\uFFFD", "\uFFFD\uFFFD")]
    public void Repairs(string text, string expected) => Assert.Equal(expected, Apply(text));

    [Fact]
    public void OptionsSwitchStepsOff()
    {
        TextBuffer none = new();
        Assert.False(RepairEncoding.Apply("schÃ¶n &amp; \u001B[0m\u0007"u8, none, new TextRepair(), false, false, false, false));
        Assert.True(RepairEncoding.Apply("schÃ¶n &amp; \u001B[0m\u0007"u8, none, new TextRepair(), false, true, true, false));
        Assert.Equal("schÃ¶n & \u0007", Encoding.UTF8.GetString(none.Bytes));
    }

    [Fact]
    public void DatatroveGold()
    {
        if (!SharedData.TryFind("data/gold-filters/formatters.jsonl.gz", output, out string path))
        {
            return;
        }

        int rows = 0;
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            if (row.RootElement.GetProperty("formatter").GetString() == "ftfy")
            {
                rows++;
                Assert.Equal(row.RootElement.GetProperty("out").GetString(), Apply(row.RootElement.GetProperty("in").GetString()!));
            }
        }

        Assert.True(rows > 0);
    }

    /// <summary>The heuristic as one regular expression over the same classes.</summary>
    [Fact]
    public void WhatLooksBadIsThePattern()
    {
        Regex pattern = BadPattern();
        s_garble.Sample(
            text =>
            {
                int[] characters = [.. text.Select(static c => (int)c)];
                bool bad = MojibakeDetector.IsBad(characters);
                Assert.Equal(pattern.IsMatch(text), bad);
                Assert.True(!bad || Enumerable.Range(0, characters.Length).Any(i => MojibakeDetector.ClassOf(characters[i]) is not MojibakeClass.None and MojibakeClass kind
                    && MojibakeDetector.MayBeginBad(characters[i], kind, i + 1 < characters.Length ? characters[i + 1] : -1)));
            },
            iter: 20_000);
    }

    [Fact]
    public void TextInAnotherEncodingComesBack() => s_texts.Sample(static text =>
    {
        string once = Apply(text);
        string garbled = new([.. Encoding.UTF8.GetBytes(once).Select(static value => value < 0x80 ? (char)value : CodePage.Western.Upper[value - 0x80])]);
        string repaired = Apply(garbled);
        Assert.True(repaired.Length <= garbled.Length);
        Assert.Equal(repaired, Apply(repaired, entities: false));
    });

    [Fact]
    public void ASecondTimeChangesNothing() => Gen.Select(s_texts, s_garble).Sample(static (text, garble) =>
    {
        string once = Apply(text + garble, entities: false);
        Assert.Equal(once, Apply(once, entities: false));
    });

    [Fact]
    public void AnyBytesAreTakenAndInvalidOnesStay() => Gen.Byte.Array[0, 200].Sample(static bytes =>
    {
        TextBuffer result = new();
        if (RepairEncoding.Apply(bytes, result, new TextRepair(), true, true, true, true))
        {
            Assert.Equal(bytes.Count(static value => value is 0xC0 or 0xC1 or >= 0xF5), result.Bytes.ToArray().Count(static value => value is 0xC0 or 0xC1 or >= 0xF5));
        }
    });

    [Theory]
    [InlineData("&amp;")]
    [InlineData("amp;")]
    [InlineData("Ã")]
    [InlineData("Ã©")]
    [InlineData("Â ")]
    [InlineData("\u0085")]
    [InlineData("\u001B[")]
    [InlineData("â€™é—")]
    public void LongTextsTakeLinearTime(string piece)
    {
        string text = "&" + string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length));
        Assert.True(Apply(text).Length <= text.Length); // a quadratic step would take hours
    }

    private static string Apply(string text, bool entities = true)
    {
        TextBuffer result = new();
        bool changed = RepairEncoding.Apply(Encoding.UTF8.GetBytes(text), result, new TextRepair(), true, entities, true, true);
        string repaired = changed ? Encoding.UTF8.GetString(result.Bytes) : text;
        Assert.Equal(changed, repaired != text);
        return repaired;
    }

    private static Regex BadPattern()
    {
        Dictionary<string, string> sets = Enum.GetValues<MojibakeClass>().Where(static kind => kind != MojibakeClass.None)
            .ToDictionary(static kind => kind.ToString(), static kind => string.Concat(s_characters.Where(c => (MojibakeDetector.ClassOf(c) & kind) != 0)));
        string c1 = sets["C1"], bad = sets["Bad"], law = sets["Law"], currency = sets["Currency"], open = sets["Opening"], close = sets["Closing"], numeric = sets["Numeric"];
        string upper = sets["UpperAccented"], lower = sets["LowerAccented"], upperCommon = sets["UpperCommon"], lowerCommon = sets["LowerCommon"], box = sets["Box"];
        const string Space = "\t-\r\u001C- \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000";
        string beside = lower + upper + box + open + close + currency + numeric + law;
        string trail = sets["Common"] + currency + bad + numeric + open + "ŸŠ®°µ»";
        string[] alternatives =
        [
            $"[{c1}]", $"[{beside}{bad}][{bad}]", $"[a-zA-Z][{lowerCommon}{upperCommon}][{bad}]", $"[{bad}][{beside}]", $"[{lower}{lowerCommon}{box}{close}{currency}{numeric}][{upper}]",
            $"[{box}{close}{currency}{numeric}][{lower}]", $"[{lower}{box}{close}][{currency}]", $"[{Space}][{upper}][{currency}]", $"[{upper}{box}][{numeric}{law}]",
            $"[{lower}{upper}{box}{currency}{close}][{open}][{numeric}]", $"[{lower}{upper}{currency}{numeric}{box}{law}][{close}][{open}]", $"[{currency}{numeric}{box}][{open}]",
            $"[a-z][{upper}][{open}{currency}]", $"[{box}][{sets["Kaomoji"]}]", $"[{lower}{upper}{currency}{numeric}{open}{close}{law}][{box}]", $"[{box}][{close}]",
            $@"[{lower}{upper}][{open}{close}][\p{{L}}\p{{N}}_]", "[Œœ][^A-Za-z]", $"[{upper}]°", $"[ÂÃÎÐ][€œŠš¢£Ÿž\u00A0\u00AD®©°·»{open}{close}–—´]", "×[²³]", $"[ØÙ][{trail}][ØÙ][{trail}]",
            "à[²µ¹¼½¾]", "√[±∂†≠®™´≤≥¥µø]", "≈[°¢]", "‚Ä[ìîïòôúùû†°¢π]", "‚[âó][àä°ê]", "вЂ", $"[ВГРС][{c1}{bad}{open}{close}{currency}°µ][ВГРС]", "ГўВЂВ[^\n][A-Za-z ]", "Ã[\u00A0¡]",
            $"[a-z][{Space}]?[ÃÂ][ ]", "^[ÃÂ][ ]", $"[a-z.,?!{close}]Â[ {open}{close}]", "β€[™\u00A0Ά\u00AD®°]", $"[ΒΓΞΟ][{c1}{bad}{open}{close}{currency}°][ΒΓΞΟ]", "ā€",
        ];
        return new Regex(string.Join('|', alternatives), RegexOptions.CultureInvariant);
    }
}
