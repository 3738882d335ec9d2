using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.Heuristics;

public class DataJuicerWordsTests
{
    private const string Other =
        "¡¢£¤¥¦§¨©ª«®¯°±²³´·¸¹º»¼½¾¿×÷øıɪʺʻʼˈˌː˘˚˜πГ،ه٪٬۩ाी्ॽাे๑\u200B‐‑–—―‖‘’‚“”„‟†•․…‰′″‹›‿⁃⁄₨₪€℃™←↑→↓⇓∆∈−√∞∟∼≈≖≤≥⊕⋅═■▬▲▴▷►▻▼◆●◦★☆☛☻♡♥♫✓✦✱❖➤➩⠀、。《》「」【】゜シッツン・ー一上士﴾﴿\uFEFF！（），．１：；？＾～￼\uFFFD";

    private static readonly string[] s_pieces =
    [
        "the ", "The ", "(the) ", "one ", "two ", "one two ", "«one» ", "1x2 ", "42 ", "-- ", "🙂 ", "☺x☺ ", "Г ", "Гx ", "г ", "\u3000a\u00A0", "\n", "\t", "\r\n", "İ ", "ΟΔΟΣ ", "Ⓜ ", "ⓜ ", "🇩🇪 ", "❤\uFE0F ", "ि", "士士 ", "_", " ",
    ];

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i]))),
        Gen.Int[0, 5].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i]))),
        TextGen.Texts,
        RandomTexts.Text);

    [Fact]
    public void WordsAndCharactersAreThoseOfTheReference()
    {
        DataJuicerWordList words = new();
        NGramCoverage<DataJuicerWordList> ngrams = new();
        s_text.Sample(
            text =>
            {
                words.Begin();
                TextBuffer buffer = new();
                buffer.Append(Encoding.UTF8.GetBytes(text));
                words.OnDocument(buffer.Text.Bytes);
                ngrams.Begin();
                ngrams.Finish(words);
                string[] expected = [.. Words(Lower(text))];
                Assert.Equal(expected, Enumerable.Range(0, words.Count).Select(i => Encoding.UTF8.GetString(words.Text[words.Starts[i]..words.Ends[i]])));
                Assert.Equal(Words(text).Count(), words.CountInCase);
                foreach (int n in (int[])[2, 3, 10])
                {
                    int[] counts = [.. Enumerable.Range(0, Math.Max(0, expected.Length - n + 1)).GroupBy(i => string.Join(' ', expected[i..(i + n)])).Select(static g => g.Count())];
                    Assert.Equal(counts.Length == 0 ? 0 : (double)counts.Where(static c => c > 1).Sum() / counts.Sum(), DataJuicerWords.LittleRepetition(words, ngrams, n, 1).Value);
                }

                SpecialCharacterCount special = default;
                foreach (Rune rune in text.EnumerateRunes())
                {
                    special.OnRune(rune);
                }

                Assert.Equal((text.EnumerateRunes().Count(), text.EnumerateRunes().Count(IsSpecial)), (special.Characters, special.Special));
            },
            iter: 600,
            threads: 1);
    }

    [Fact]
    public async Task AListThatIsGivenIsHeldAgainstTheText()
    {
        using TempFolder folder = new();
        folder.Write("stop.txt", "the\n");
        folder.Write("flagged.txt", "bad\n");
        string[] texts = ["the one two", "the (two) 42", "no stop word here", "the bad one", "the bad the one the two", "the one the one the one", string.Concat(Enumerable.Range(0, 31).Select(static i => $"the w{(char)('a' + i % 20)}{(char)('a' + i / 3)}w "))[..^1]];
        folder.Write("in/a.jsonl", string.Concat(texts.Select(static (text, i) => $"{{\"id\":\"{i}\",\"text\":\"{text}\"}}\n")));
        RunSummary summary = await DataJuicerWordsPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 });
        Assert.True(summary.Succeeded);
        Assert.Equal(["0", "4"], folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.Split('"')[3]));
    }

    [Fact]
    public void WithoutListsNoShareIsAskedFor()
    {
        PhraseList none = PhraseList.Load(new ServiceRequest(null));
        DataJuicerWordList words = new();
        words.Begin();
        Assert.True(DataJuicerWords.EnoughStopWords(words, none, 0.3));
        Assert.True(DataJuicerWords.FewFlaggedWords(words, none, 0));
    }

    private static IEnumerable<string> Words(string text)
    {
        foreach (string piece in text.Split(' ', '\n', '\t'))
        {
            Rune[] runes = [.. piece.EnumerateRunes().SkipWhile(IsSpecial)];
            string word = string.Concat(runes.Reverse().SkipWhile(IsSpecial).Reverse());
            if (word.Length > 0)
            {
                yield return word;
            }
        }
    }

    private static bool IsSpecial(Rune rune)
    {
        int c = rune.Value;
        return ReferenceText.IsSpace(rune) || (c < 0x80 && (Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) || Rune.IsDigit(rune)))
            || Other.EnumerateRunes().Contains(rune)
            || (c is < 0x1F1E6 or > 0x1F1FF && Enumerable.Range(0, EmojiCharacters.Starts.Length).Any(i => EmojiCharacters.Starts[i] <= c && c <= EmojiCharacters.Ends[i]));
    }

    private static string Lower(string text)
    {
        TextBuffer lower = new();
        PythonLower.Append(Encoding.UTF8.GetBytes(text), lower);
        return Encoding.UTF8.GetString(lower.Bytes);
    }
}
