using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Filters.Madlad;

public class MadladTests
{
    private const string Space = "[\\t-\\r \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";

    private static readonly string[] s_pieces =
    [
        ". ", "! ", "?\n", "...", ".\u3000", ".\u001C", ".", "word ", "Word ", "Élan ", "漢字", "a bad thing ", "12(3) ", "{+/> ", "x", " ", "A B C D E F G H I J K L M ", "the ", "ⅷ Ⅷ ", " nr",
        "this is a sentence of ordinary length. ", "this is another one of them! ",
    ];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Fact]
    public void SentencesAreJudgedAsTheReferenceDoes()
    {
        using TempFolder folder = new();
        CursedStrings strings = CursedStrings.Load(new ServiceRequest(folder.Write("strings.txt", " bad \r\n{+\n")));
        CursedPatterns patterns = CursedPatterns.Load(new ServiceRequest(folder.Write("patterns.txt", " nr$\n")));
        s_text.Sample(
            text =>
            {
                string[] sentences = [.. Regex.Split(text, $"[.!?]+{Space}+").Where(static s => Regex.Replace(s, Space, "").Length > 0)];
                int expected = sentences.Count(static s => Encoding.UTF8.GetByteCount(s) is < 20 or > 60
                    || s.Count(static c => "0123456789{}+/()>".Contains(c, StringComparison.Ordinal)) > Encoding.UTF8.GetByteCount(s) * 0.2f
                    || IsList(s) || s.Contains(" bad ", StringComparison.Ordinal) || s.Contains("{+", StringComparison.Ordinal) || s.EndsWith(" nr", StringComparison.Ordinal));
                SegmentedWords<Uax29Words> words = Words(text, out TextBuffer buffer);
                MadladMemory memory = new();
                Assert.Equal(sentences.Length, PipelineDsl.Madlad.EnoughSentences(words.Text, memory, 5).Value);
                Check check = PipelineDsl.Madlad.FewSuspiciousSentences(words, memory, strings, patterns, 20, 60, 0.2, 12, 0.5, 0.2);
                Assert.Equal((Ratio.Of(expected, sentences.Length), expected <= sentences.Length * 0.2f), (check.Value, check.Passed));

                int listed = sentences.Count(static s => IsList(s) || s.Contains(" bad ", StringComparison.Ordinal) || s.Contains("{+", StringComparison.Ordinal) || s.EndsWith(" nr", StringComparison.Ordinal));
                Check olmo = Olmo3Madlad.FewSuspiciousSentences(words, memory, strings, patterns);
                Assert.Equal((Ratio.Of(listed, sentences.Length), listed < sentences.Length * 0.2), (olmo.Value, olmo.Passed));
                Assert.Equal(sentences.Length >= 5, Olmo3Madlad.EnoughSentences(words.Text, memory));
                GC.KeepAlive(buffer);
            },
            iter: 1500,
            threads: 1);
    }

    [Fact]
    public void WithoutListsNothingIsCursed()
    {
        MadladMemory memory = new();
        SegmentedWords<Uax29Words> words = Words("This sentence is bad but nobody says so. ", out TextBuffer buffer);
        Assert.True(PipelineDsl.Madlad.FewSuspiciousSentences(words, memory, CursedStrings.Load(default), CursedPatterns.Load(default), 20, 500, 0.2, 12, 0.5, 0.2));
        GC.KeepAlive(buffer);
    }

    [Fact]
    public void AWrongPatternIsNamedWithItsFile()
    {
        using TempFolder folder = new();
        string path = folder.Write("patterns.txt", "fine\n(\n");
        string message = Assert.Throws<InvalidDataException>(() => CursedPatterns.Load(new ServiceRequest(path))).Message;
        Assert.Contains(path + ": the regular expression \"(\"", message, StringComparison.Ordinal);
    }

    private static bool IsList(string sentence)
    {
        SegmentedWords<Uax29Words> segments = Words(sentence, out TextBuffer buffer);
        string[] words =
        [
            .. Enumerable.Range(0, segments.Count).Select(i => Encoding.UTF8.GetString(segments.Text[segments.Starts[i]..segments.Ends[i]])).Where(static w => w.Any(char.IsLetterOrDigit) || w.Any(char.IsNumber)),
        ];
        GC.KeepAlive(buffer);
        return words.Length >= 12 && words.Count(static w => char.IsUpper(w[0]) || w[0] is >= 'Ⅰ' and <= 'Ⅿ') > words.Length * 0.5f;
    }

    /// <summary>The words of a text; they point into the buffer.</summary>
    private static SegmentedWords<Uax29Words> Words(string text, out TextBuffer buffer)
    {
        buffer = new TextBuffer();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        SegmentedWords<Uax29Words> words = new();
        words.Begin();
        words.OnDocument(buffer.Text.Bytes);
        return words;
    }
}
