using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Random small models against plain ones, and the fast path against the chain of steps.</summary>
public class TokenizerJsonPropertyTests
{
    private static readonly Gen<string> s_word = Gen.Int[0, 4].Array[1, 6].Select(static letters => string.Concat(letters.Select(static i => "abcé漢"[i])));
    private static readonly Gen<string> s_text = Gen.Int[0, 7].Array[0, 25].Select(static letters => string.Concat(letters.Select(static i => "abcé漢x  "[i])));

    [Theory]
    [InlineData("", "", false, false)]
    [InlineData("", "", false, true)]
    [InlineData("", "", true, true)]
    [InlineData("##", "", false, false)]
    [InlineData("", "</w>", false, false)]
    [InlineData("##", "</w>", false, true)]
    public void PairsOfCharactersMergeAsInThePlainModel(string prefix, string suffix, bool fallsBack, bool fuses)
        => Gen.Select(Gen.Int[0, 1000].Array[0, 24], s_text.Array[1, 5]).Sample(
            (choices, texts) =>
            {
                List<string> tokens = ["<unk>"];
                foreach (string character in new[] { "a", "b", "c", "é" })
                {
                    foreach (string form in new[] { character, prefix + character, character + suffix, prefix + character + suffix }.Distinct())
                    {
                        tokens.Add(form);
                    }
                }

                if (fallsBack)
                {
                    tokens.AddRange(Enumerable.Range(0, 256).Select(static b => $"<0x{b:X2}>"));
                }

                List<(string Left, string Right)> merges = [];
                int characters = tokens.IndexOf("<0x00>") is > 0 and int first ? first : tokens.Count;
                List<string> parts = [.. tokens.Skip(1).Take(characters - 1)];
                for (int i = 0; i + 1 < choices.Length; i += 2)
                {
                    (string left, string right) = (parts[choices[i] % parts.Count], parts[choices[i + 1] % parts.Count]);
                    if ((suffix.Length > 0 && left.EndsWith(suffix, StringComparison.Ordinal)) || (prefix.Length > 0 && !right.StartsWith(prefix, StringComparison.Ordinal)))
                    {
                        continue;
                    }

                    string merged = left + right[prefix.Length..];
                    merges.Add((left, right));
                    if (!tokens.Contains(merged))
                    {
                        tokens.Add(merged);
                        parts.Add(merged);
                    }
                }

                Tokenizer tokenizer = SmallTokenizer.Load($$$"""
                    {"pre_tokenizer":{"type":"WhitespaceSplit"},"model":{"type":"BPE","unk_token":"<unk>","continuing_subword_prefix":"{{{prefix}}}","end_of_word_suffix":"{{{suffix}}}",
                     "fuse_unk":{{{(fuses ? "true" : "false")}}},"byte_fallback":{{{(fallsBack ? "true" : "false")}}},"vocab":{{{Vocabulary(tokens)}}},"merges":{{{JsonSerializer.Serialize(merges.Select(static m => new[] { m.Left, m.Right }))}}} } }
                    """);
                foreach (string text in texts)
                {
                    int[] expected = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .SelectMany(word => NaiveHuggingFace.MergePairs([.. tokens], [.. merges], word, prefix, suffix, fallsBack, fuses))];
                    Assert.Equal(expected, SmallTokenizer.Ids(tokenizer, text));
                }
            },
            iter: 40);

    [Fact]
    public void UnigramCutsAsThePlainModel()
        => Gen.Select(s_word.Array[1, 15], Gen.Int[-200, -1].Array[20], s_text.Array[1, 5]).Sample(
            static (words, numbers, texts) =>
            {
                string[] tokens = [.. new[] { "<unk>", "a", "é" }.Concat(words).Distinct()];
                double[] scores = [.. tokens.Select((_, i) => numbers[i % numbers.Length] / 16.0)];
                string vocabulary = string.Join(',', tokens.Select((token, i) => $"[{JsonSerializer.Serialize(token)},{scores[i].ToString(CultureInfo.InvariantCulture)}]"));
                Tokenizer tokenizer = SmallTokenizer.Load($$"""{"pre_tokenizer":{"type":"WhitespaceSplit"},"model":{"type":"Unigram","unk_id":0,"vocab":[{{vocabulary}}]} }""");
                foreach (string text in texts)
                {
                    int[] expected = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => NaiveHuggingFace.CutByScore(tokens, scores, word))];
                    Assert.Equal(expected, SmallTokenizer.Ids(tokenizer, text));
                }
            },
            iter: 100);

    /// <summary>Models that have U+2581 for spaces go to an encoder of their own, whose text has spaces; step by step, the text has U+2581.</summary>
    [Theory]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}""", "null")]
    [InlineData("""{"type":"Replace","pattern":{"String":" "},"content":"▁"}""", "null")]
    [InlineData("null", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""")]
    [InlineData("null", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":false}""")]
    [InlineData("null", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""")]
    [InlineData("null", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"never","split":true}""")]
    public void SpacesAsSymbolsGiveTheSameIdsStepByStep(string normalizer, string preTokenizer)
        => Gen.Select(Gen.Int[0, 1000].Array[0, 24], s_text.Array[1, 6]).Sample(
            (choices, texts) =>
            {
                List<string> tokens = ["<unk>", "▁", "a", "b", "c", "é"];
                List<string[]> merges = [];
                for (int i = 0; i + 1 < choices.Length; i += 2)
                {
                    (string left, string right) = (tokens[1 + (choices[i] % (tokens.Count - 1))], tokens[1 + (choices[i + 1] % (tokens.Count - 1))]);
                    if (!tokens.Contains(left + right))
                    {
                        tokens.Add(left + right);
                        merges.Add([left, right]);
                    }
                }

                string json = $$$"""
                    {"added_tokens":[{"id":90,"content":"x","special":true,"normalized":false}],"normalizer":{{{normalizer}}},"pre_tokenizer":{{{preTokenizer}}},
                     "model":{"type":"BPE","unk_token":"<unk>","fuse_unk":true,"vocab":{{{Vocabulary(tokens)}}},"merges":{{{JsonSerializer.Serialize(merges)}}} } }
                    """;
                Tokenizer fast = SmallTokenizer.Load(json);
                Tokenizer chain = SmallTokenizer.Load(json, alwaysChain: true);
                Assert.IsType<SentencePieceTokenizer>(fast);
                Assert.IsType<ChainTokenizer>(chain);
                foreach (string text in texts)
                {
                    Assert.Equal(SmallTokenizer.Ids(chain, text), SmallTokenizer.Ids(fast, text));
                    Assert.Equal(SmallTokenizer.Ids(chain, text, AddedTokenMatching.All), SmallTokenizer.Ids(fast, text, AddedTokenMatching.All));
                }
            },
            iter: 30);

    /// <summary>A damaged file gives a tokenizer or an error that says so, never anything else.</summary>
    [Fact]
    public void DamagedFilesGiveErrors()
    {
        byte[] sound = Encoding.UTF8.GetBytes(SmallTokenizer.Bytes(
            ["a b", "ab c"],
            """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"a+|[b-c]{1,3}"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}""",
            """{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Strip","strip_left":true,"strip_right":false}]}""",
            """[{"id":300,"content":"<x>","lstrip":true,"normalized":true}]""",
            ",\"unk_token\":null,\"dropout\":null"));
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "tokenizer.json");
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Int[0, 5], Gen.Byte).Sample(
            (at, kind, value) =>
            {
                byte[] damaged = kind switch
                {
                    0 => sound[..at],
                    1 => [.. sound[..at], .. sound[Math.Min(sound.Length, at + 1 + value)..]],
                    2 => [.. sound[..at], .. "null"u8, .. sound[at..]],
                    3 => [.. sound[..at], (byte)"0123456789\"{}[],:"[value % 17], .. sound[(at + 1)..]],
                    _ => [.. sound[..at], value, .. sound[(at + 1)..]],
                };
                File.WriteAllBytes(path, damaged);
                try
                {
                    SmallTokenizer.Ids(Tokenizer.Load(path), "abc <x> x");
                }
                catch (InvalidDataException exception)
                {
                    Assert.Contains(path, exception.Message, StringComparison.Ordinal);
                }
            },
            iter: 300,
            threads: 1);
    }

    private static string Vocabulary(IEnumerable<string> tokens)
        => "{" + string.Join(',', tokens.Select(static (token, id) => $"{JsonSerializer.Serialize(token)}:{id}")) + "}";
}
