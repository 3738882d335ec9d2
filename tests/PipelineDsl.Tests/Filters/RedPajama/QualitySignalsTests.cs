using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Filters.RedPajama;

public class QualitySignalsTests
{
    private static readonly string[] s_badWords = ["word", "the word", "to be 42", "to be", "javascript", "é", "the  word"];
    private static readonly string[] s_stopWords = ["the", "The", "of", "'", "don", "42"];

    private static readonly string[] s_pieces =
    [
        "The ", "the ", "word ", "Word's ", "to be ", "42 ", "1,234 ", "lorem ipsum ", "Lorem, ipsum. ", "xlorem ", "ipsumy ", "JavaScript ", "java-script! ", "don't ", "é ", "E\u0301 ", "百 ", "三十 ", "Ⅷ ", "½",
        "UN ", "… ", "... ", "#", "{", "}", "\n", "\n", "\n\n", "\r\n", "\u2028", "\t", "• ", "– ", "▪", "x", "!", "?", "”", ".", "_", "ΟΔΟΣ ", "🙂",
    ];

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i]))),
        Gen.Int[0, 9].Array[20, 200].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i]))),
        TextGen.Texts,
        RandomTexts.Text);

    [Fact]
    public void RowsAreThoseOfTheReference() => s_text.Array[200].Sample(
        static texts =>
        {
            using TempFolder folder = Prepare();
            folder.Write("in/a.jsonl", string.Concat(texts.Select(static (text, i) => JsonSerializer.Serialize(new { text, id = $"{i}", source_domain = Domain(i) }) + "\n")));
            Assert.True(QualitySignalsPipeline.RunAsync(Options(folder, 1)).GetAwaiter().GetResult().Succeeded);
            string[] rows = folder.Read("out/notes.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(texts.Length, rows.Length);
            for (int i = 0; i < texts.Length; i++)
            {
                AssertSame(texts[i], ReferenceSignals.Of(texts[i], s_badWords, s_stopWords, Domain(i) == "b.org" ? 7 : null), JsonDocument.Parse(rows[i]).RootElement);
            }
        },
        iter: 3,
        threads: 1);

    [Fact]
    public async Task ARowIsWhatRedPajamaPublishes()
    {
        using TempFolder folder = Prepare();
        folder.Write("in/a.jsonl", "{\"id\":\"1\",\"text\":\"• Lorem ipsum {A}.\\nUSE javascript 百!\"}\n{\"id\":\"2\",\"text\":\"\"}\n");
        Assert.True((await QualitySignalsPipeline.RunAsync(Options(folder, 1))).Succeeded);
        Assert.Equal(
            """
            {"step":"QualitySignals","id":"1","record":"a.jsonl#1","quality_signals":{"rps_doc_curly_bracket":[[0,36,0.05555556]],"rps_doc_ldnoobw_words":[[0,36,1]],"rps_doc_lorem_ipsum":[[0,36,0.03125]],"rps_doc_stop_word_fraction":[[0,36,0]],"rps_doc_ut1_blacklist":[[0,36,null]],"rps_doc_frac_chars_top_2gram":[[0,36,0]],"rps_doc_frac_chars_top_3gram":[[0,36,0]],"rps_doc_frac_chars_top_4gram":[[0,36,0]],"rps_doc_frac_chars_dupe_5grams":[[0,36,0]],"rps_doc_frac_chars_dupe_6grams":[[0,36,0]],"rps_doc_frac_chars_dupe_7grams":[[0,36,0]],"rps_doc_frac_chars_dupe_8grams":[[0,36,0]],"rps_doc_frac_chars_dupe_9grams":[[0,36,0]],"rps_doc_frac_chars_dupe_10grams":[[0,36,0]],"rps_doc_frac_all_caps_words":[[0,36,0.2]],"rps_doc_frac_lines_end_with_ellipsis":[[0,36,0]],"rps_doc_frac_no_alph_words":[[0,36,0.5]],"rps_doc_frac_unique_words":[[0,36,1]],"rps_doc_mean_word_length":[[0,36,3.71428571]],"rps_doc_num_sentences":[[0,36,2]],"rps_doc_symbol_to_word_ratio":[[0,36,0]],"rps_doc_unigram_entropy":[[0,36,1.94591015]],"rps_doc_word_count":[[0,36,7]],"rps_lines_ending_with_terminal_punctution_mark":[[0,19,1],[19,36,1]],"rps_lines_javascript_counts":[[0,19,0],[19,36,1]],"rps_lines_num_words":[[0,19,4],[19,36,3]],"rps_lines_numerical_chars_fraction":[[0,19,0],[19,36,0.0625]],"rps_lines_start_with_bulletpoint":[[0,19,1],[19,36,0]],"rps_lines_uppercase_letter_fraction":[[0,19,0.10526316],[19,36,0.17647059]]}}
            {"step":"QualitySignals","id":"2","record":"a.jsonl#2","quality_signals":{"rps_doc_curly_bracket":[[0,0,0]],"rps_doc_ldnoobw_words":[[0,0,0]],"rps_doc_lorem_ipsum":[[0,0,0]],"rps_doc_stop_word_fraction":[[0,0,0]],"rps_doc_ut1_blacklist":[[0,0,null]],"rps_doc_frac_chars_top_2gram":[[0,0,0]],"rps_doc_frac_chars_top_3gram":[[0,0,0]],"rps_doc_frac_chars_top_4gram":[[0,0,0]],"rps_doc_frac_chars_dupe_5grams":[[0,0,0]],"rps_doc_frac_chars_dupe_6grams":[[0,0,0]],"rps_doc_frac_chars_dupe_7grams":[[0,0,0]],"rps_doc_frac_chars_dupe_8grams":[[0,0,0]],"rps_doc_frac_chars_dupe_9grams":[[0,0,0]],"rps_doc_frac_chars_dupe_10grams":[[0,0,0]],"rps_doc_frac_all_caps_words":[[0,0,null]],"rps_doc_frac_lines_end_with_ellipsis":[[0,0,null]],"rps_doc_frac_no_alph_words":[[0,0,null]],"rps_doc_frac_unique_words":[[0,0,null]],"rps_doc_mean_word_length":[[0,0,null]],"rps_doc_num_sentences":[[0,0,0]],"rps_doc_symbol_to_word_ratio":[[0,0,null]],"rps_doc_unigram_entropy":[[0,0,null]],"rps_doc_word_count":[[0,0,0]],"rps_lines_ending_with_terminal_punctution_mark":[],"rps_lines_javascript_counts":[],"rps_lines_num_words":[],"rps_lines_numerical_chars_fraction":[],"rps_lines_start_with_bulletpoint":[[0,0,null]],"rps_lines_uppercase_letter_fraction":[]}}

            """,
            folder.Read("out/notes.jsonl"));
    }

    [Fact]
    public async Task TheStepsBeforeDecideWhichDocumentsAreNoted()
    {
        using TempFolder folder = Prepare();
        folder.Write("in/a.jsonl", "{\"id\":\"1\",\"kind\":\"table\",\"text\":\"long enough\"}\n{\"id\":\"2\",\"kind\":\"text\",\"text\":\"short\"}\n{\"id\":\"3\",\"kind\":\"text\",\"text\":\"long enough\"}\n");
        Assert.True((await QualitySignalsPipeline.RunAsync(Options(folder, 2))).Succeeded);
        Assert.Equal(["2", "3"], folder.Read("out/notes.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.Split('"')[7]));
    }

    [Fact]
    public async Task WithoutListsAndLinesTheRestIsNoted()
    {
        using TempFolder folder = new();
        folder.Write("in/a.jsonl", "{\"id\":\"1\",\"text\":\"a b\"}\n");
        Assert.True((await DocumentSignalsPipeline.RunAsync(Options(folder, 1))).Succeeded);
        JsonElement signals = JsonDocument.Parse(folder.Read("out/notes.jsonl")).RootElement.GetProperty("quality_signals");
        Assert.Equal(20, signals.EnumerateObject().Count());
        Assert.All(signals.EnumerateObject(), static signal => Assert.StartsWith("rps_doc_", signal.Name, StringComparison.Ordinal));
        Assert.False(signals.TryGetProperty("rps_doc_ldnoobw_words", out _) || signals.TryGetProperty("rps_doc_stop_word_fraction", out _) || signals.TryGetProperty("rps_doc_ut1_blacklist", out _));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"a\":\"b\"}")]
    [InlineData("{\"a\":1.5}")]
    [InlineData("{")]
    public async Task DomainCategoriesThatAreNoneFailTheRun(string json)
    {
        using TempFolder folder = Prepare();
        folder.Write("domains.json", json);
        folder.Write("in/a.jsonl", "{\"id\":\"1\",\"text\":\"a\"}\n");
        RunException exception = await Assert.ThrowsAsync<RunException>(() => QualitySignalsPipeline.RunAsync(Options(folder, 1)));
        Assert.Equal("PDSL2007", exception.Id);
        Assert.Contains("domains.json: this is no JSON object of integers by domain", exception.Message, StringComparison.Ordinal);
    }

    private static string Domain(int document) => document % 3 == 0 ? "b.org" : document % 3 == 1 ? "B.org" : "";

    private static void AssertSame(string text, Dictionary<string, (int Start, int End, double? Value)[]> expected, JsonElement row)
    {
        JsonElement signals = row.GetProperty("quality_signals");
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), signals.EnumerateObject().Select(static s => s.Name).Order(StringComparer.Ordinal));
        foreach (JsonProperty signal in signals.EnumerateObject())
        {
            (int Start, int End, double? Value)[] values = expected[signal.Name];
            Assert.True(values.Length == signal.Value.GetArrayLength(), $"{signal.Name} of {text}");
            for (int i = 0; i < values.Length; i++)
            {
                JsonElement entry = signal.Value[i];
                double? value = entry[2].ValueKind == JsonValueKind.Null ? null : entry[2].GetDouble();
                Assert.True(
                    (entry[0].GetInt32(), entry[1].GetInt32(), value is null) == (values[i].Start, values[i].End, values[i].Value is null) && !(Math.Abs((value ?? 0) - (values[i].Value ?? 0)) > 5.1e-9),
                    $"{signal.Name}, entry {i}: {entry}, expected {values[i]}, of {text}");
            }
        }
    }

    private static TempFolder Prepare()
    {
        TempFolder folder = new();
        folder.Write("bad.txt", string.Join('\n', s_badWords));
        folder.Write("stop.txt", string.Join('\n', s_stopWords));
        folder.Write("domains.json", "{\"b.org\":3,\"c.org\":4,\"\":5,\"b.org\":7}");
        return folder;
    }

    private static RunOptions Options(TempFolder folder, int workers)
        => new() { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = workers };
}
