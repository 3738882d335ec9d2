using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Tokens;

public class TokenizerJsonTests
{
    private static readonly Gen<string> s_word = Gen.Int[0, 3].Array[1, 7].Select(static letters => string.Concat(letters.Select(static i => "abcé"[i])));

    private static readonly string[] s_merges = ["a b", "ab c", "Ġ abc"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MergesByTheList(bool alwaysChain)
    {
        Tokenizer tokenizer = SmallTokenizer.Load(SmallTokenizer.Bytes(s_merges), alwaysChain: alwaysChain);
        Assert.Equal("abc| abc| |é"[..^1] + "\uFFFD|\uFFFD", SmallTokenizer.Tokens(tokenizer, "abc abc é"));
        Assert.Equal([257, 258, 32, 0xC3, 0xA9], SmallTokenizer.Ids(tokenizer, "abc abc é"));
    }

    [Fact]
    public void MergesMayBePairs()
        => Assert.Equal(
            [257],
            SmallTokenizer.Ids(SmallTokenizer.Load(SmallTokenizer.Bytes(["a b", "ab c"]).Replace("\"a b\",\"ab c\"", "[\"a\",\"b\"],[\"ab\",\"c\"]", StringComparison.Ordinal)), "abc"));

    [Fact]
    public void WholePiecesAreTokensWhereMergesAreIgnored()
    {
        Assert.Equal("xyz|ab", SmallTokenizer.Tokens(SmallTokenizer.Load(SmallTokenizer.Bytes(["a b"], more: ",\"ignore_merges\":true", others: ["xyz"], preTokenizer: """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"ab"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}""")), "xyzab"));
        Assert.Equal("x|y|z", SmallTokenizer.Tokens(SmallTokenizer.Load(SmallTokenizer.Bytes(["a b"], others: ["xyz"])), "xyz"));
    }

    [Theory]
    [InlineData("""{"type":"ByteLevel","add_prefix_space":true}""", "abc", " abc")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}""", "abc  ab", "abc|ab")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"ByteLevel","add_prefix_space":false,"use_regex":false},{"type":"Split","pattern":{"String":"b"},"behavior":"Isolated","invert":false}]}""", "abc é", "a|b|c| |\uFFFD|\uFFFD")]
    [InlineData("null", "abc", "abc")]
    public void ChainsOfPreTokenizersCut(string preTokenizer, string text, string expected)
    {
        string json = SmallTokenizer.Bytes(s_merges, preTokenizer == "null" ? """{"type":"Sequence","pretokenizers":[{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}""" : preTokenizer);
        Assert.Equal(expected, SmallTokenizer.Tokens(SmallTokenizer.Load(json), text));
    }

    [Fact]
    public void AddedTokensAreMatchedAsTheRustCodeDoes()
    {
        const string added = """
            [{"id":300,"content":"<s>","special":true,"normalized":false},
             {"id":301,"content":"<s><s>","special":true,"normalized":false},
             {"id":302,"content":"<l>","lstrip":true,"normalized":false},
             {"id":303,"content":"<r>","rstrip":true,"normalized":false},
             {"id":304,"content":"ww","single_word":true,"normalized":false},
             {"id":305,"content":"ÉÈ","normalized":true},
             {"id":306,"content":"","normalized":true}]
            """;
        Tokenizer tokenizer = SmallTokenizer.Load(SmallTokenizer.Bytes(s_merges, normalizer: """{"type":"Lowercase"}""", added: added));
        Assert.Equal("a|<s>|b|<s><s>|<s>", SmallTokenizer.Tokens(tokenizer, "A<s>b<s><s><s>", AddedTokenMatching.All));
        Assert.Equal("a|<l>| |b", SmallTokenizer.Tokens(tokenizer, "a \n<l> b", AddedTokenMatching.All));
        Assert.Equal("a| |<r>|b", SmallTokenizer.Tokens(tokenizer, "a <r> \u3000b", AddedTokenMatching.All));
        Assert.Equal("<r>|<l>", SmallTokenizer.Tokens(tokenizer, "<r>  <l>", AddedTokenMatching.All));
        Assert.Equal([304, '.', 304, ' ', 'a', 'w', 'w'], SmallTokenizer.Ids(tokenizer, "ww.ww aww", AddedTokenMatching.All));
        Assert.Equal([305, 305], SmallTokenizer.Ids(tokenizer, "ÉÈéè", AddedTokenMatching.All));
        Assert.Equal([.. "<s>"u8.ToArray()], [.. Array.ConvertAll(SmallTokenizer.Ids(tokenizer, "<s>"), static id => (byte)id)]);
        Assert.Equal([.. "<s>"u8.ToArray()], [.. Array.ConvertAll(SmallTokenizer.Ids(tokenizer, "<S>", AddedTokenMatching.All), static id => (byte)id)]);
    }

    /// <summary>As with LLaMA's first files: the token's text is normalized, too, so that it is matched where a space stands before it.</summary>
    [Fact]
    public void AddedTokensInNormalizedTextAreNormalized()
    {
        const string json = """
            {"added_tokens":[{"id":4,"content":"<s>","special":true,"normalized":true}],
             "normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]},
             "model":{"type":"BPE","unk_token":"?","vocab":{"?":0,"▁":1,"a":2,"▁a":3},"merges":["▁ a"]}}
            """;
        Tokenizer tokenizer = SmallTokenizer.Load(json);
        Assert.Equal([4, 2, 4, 3], SmallTokenizer.Ids(tokenizer, "<s>a <s> a", AddedTokenMatching.All));
        Assert.Equal([1, 0, 0, 0, 2, 0, 0, 0], SmallTokenizer.Ids(tokenizer, "<s>a<s>", AddedTokenMatching.None));
        Assert.Equal([4, 2, 0, 0, 0], SmallTokenizer.Ids(tokenizer, "<s>a<s>", AddedTokenMatching.All));
    }

    [Fact]
    public void WordLevelTakesWholePieces()
    {
        const string json = """
            {"added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"Whitespace"},"decoder":null,
             "model":{"type":"WordLevel","unk_token":"?","vocab":{"?":0,"two":1,"words":2,".":5}}}
            """;
        Tokenizer tokenizer = SmallTokenizer.Load(json);
        Assert.Equal([1, 2, 5, 0], SmallTokenizer.Ids(tokenizer, "two words. three"));
        TextBuffer text = new();
        tokenizer.Decode([1, 2, 5], text);
        Assert.Equal("two words .", Encoding.UTF8.GetString(text.Bytes));
    }

    [Fact]
    public void WordPieceTakesTheLongestPieces()
    {
        const string json = """
            {"added_tokens":[],"normalizer":{"type":"BertNormalizer","lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},"decoder":{"type":"WordPiece"},
             "model":{"type":"WordPiece","unk_token":"[UNK]","max_input_chars_per_word":5,"vocab":{"[UNK]":0,"un":1,"##do":2,"##n":3,"##e":4,"##ne":5,".":6,"undone":7,"é":8}}}
            """;
        Tokenizer tokenizer = SmallTokenizer.Load(json);
        Assert.Equal([1, 2, 3, 6, 1, 0, 0, 0], SmallTokenizer.Ids(tokenizer, "Undon. UN undx undone n"));
        TextBuffer text = new();
        tokenizer.Decode([1, 2, 5, 6], text);
        Assert.Equal("undone.", Encoding.UTF8.GetString(text.Bytes));
    }

    /// <summary>Words over a small alphabet and random vocabularies: the pieces are those of a plain search from the longest candidate down.</summary>
    [Fact]
    public void WordPieceIsAPlainSearch()
        => Gen.Select(s_word.Array[1, 20], s_word.Array[1, 20], s_word.Array[1, 30]).Sample(
            static (starts, continuations, words) =>
            {
                string[] tokens = [.. new[] { "[UNK]" }.Concat(starts).Concat(continuations.Select(static token => "##" + token)).Distinct()];
                string vocabulary = string.Join(',', tokens.Select(static (token, id) => $"\"{token}\":{id}"));
                Tokenizer tokenizer = SmallTokenizer.Load($$$"""{"pre_tokenizer":{"type":"WhitespaceSplit"},"model":{"type":"WordPiece","unk_token":"[UNK]","max_input_chars_per_word":6,"vocab":{{{{vocabulary}}}} } }""");
                List<int> expected = [];
                foreach (string word in words)
                {
                    List<int> pieces = [];
                    int start = 0;
                    while (start < word.Length)
                    {
                        int end = word.Length;
                        while (end > start && !tokens.Contains((start == 0 ? "" : "##") + word[start..end]))
                        {
                            end--;
                        }

                        if (end == start)
                        {
                            break;
                        }

                        pieces.Add(Array.IndexOf(tokens, (start == 0 ? "" : "##") + word[start..end]));
                        start = end;
                    }

                    expected.AddRange(start < word.Length || word.Length > 6 ? [0] : pieces);
                }

                Assert.Equal(expected, SmallTokenizer.Ids(tokenizer, string.Join(' ', words)));
            },
            iter: 50);

    [Fact]
    public void AListOfWordsMakesBertsTokenizer()
    {
        using TempFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "vocab.txt"), "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\nun\r\n##e\r\nUn\r\n");
        Tokenizer tokenizer = Tokenizer.Load(folder.Path);
        Assert.Equal([5, 6, 1], SmallTokenizer.Ids(tokenizer, "ÚNÉ x"));
        Assert.Equal([4, 5], SmallTokenizer.Ids(tokenizer, "[MASK] un", AddedTokenMatching.All));
        Assert.Equal((2, 3, 0), (tokenizer.Vocabulary.BeginOfText, tokenizer.Vocabulary.EndOfText, tokenizer.Vocabulary.Padding));
        File.WriteAllText(Path.Combine(folder.Path, "tokenizer_config.json"), """{"do_lower_case":false}""");
        Assert.Equal([7, 6], SmallTokenizer.Ids(Tokenizer.Load(folder.Path), "Une"));
        File.WriteAllText(Path.Combine(folder.Path, "vocab.txt"), "[UNK]\na\na\n");
        Assert.Contains("line 3 has the token 'a' again", Assert.Throws<InvalidDataException>(() => Tokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DecodingByteLevelIsLossless()
    {
        Tokenizer tokenizer = SmallTokenizer.Load(SmallTokenizer.Bytes(s_merges), alwaysChain: true);
        TextBuffer text = new();
        tokenizer.Decode(SmallTokenizer.Ids(tokenizer, "abc é 🙂\0"), text);
        Assert.Equal("abc é 🙂\0", Encoding.UTF8.GetString(text.Bytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([9999], text));
    }

    [Fact]
    public void HashesTellTokenizersApart()
    {
        string json = SmallTokenizer.Bytes(s_merges);
        Assert.Equal(SmallTokenizer.Load(json).Hash, SmallTokenizer.Load(json.Replace("  ", "", StringComparison.Ordinal)).Hash);
        Assert.NotEqual(SmallTokenizer.Load(json).Hash, SmallTokenizer.Load(SmallTokenizer.Bytes(["a b", "ab c"])).Hash);
        Assert.NotEqual(SmallTokenizer.Load(json, alwaysChain: true).Hash, SmallTokenizer.Load(SmallTokenizer.Bytes(s_merges, normalizer: """{"type":"NFC"}"""), alwaysChain: true).Hash);
    }

    [Fact]
    public void AllocatesNothingPerDocument()
    {
        Tokenizer tokenizer = SmallTokenizer.Load(SmallTokenizer.Bytes(
            s_merges,
            """{"type":"Sequence","pretokenizers":[{"type":"Punctuation"},{"type":"Split","pattern":{"Regex":"[0-9]{3}|\\s+(?!\\S)"},"behavior":"MergedWithNext","invert":false},{"type":"Digits"},{"type":"ByteLevel"},{"type":"UnicodeScripts"}]}""",
            """{"type":"Sequence","normalizers":[{"type":"NFKC"},{"type":"Replace","pattern":{"Regex":"b+"},"content":"b"},{"type":"Lowercase"},{"type":"Strip"}]}""",
            """[{"id":300,"content":"<x>","normalized":true}]"""));
        TokenEncoder encoder = tokenizer.CreateEncoder(AddedTokenMatching.All);
        TextBuffer text = new();
        text.Append(Encoding.UTF8.GetBytes("  abbbc, 12345 ﬁné 漢字<X>  some more … text!  "));
        TokenBuffer ids = new();
        long allocated = Allocation.OfCall(() =>
        {
            ids.Clear();
            encoder.Encode(text.Text, ids);
        });
        Assert.Equal(0, allocated);
        Assert.Contains(300, ids.Ids.ToArray());
    }

    [Theory]
    [InlineData("{", "it is not well-formed JSON")]
    [InlineData("[]", "the file must be an object")]
    [InlineData("{}", "\"model\" is missing")]
    [InlineData("""{"model":{"type":"BPE","merges":[]}}""", "\"model\" has no \"vocab\"")]
    [InlineData("""{"model":{"type":"BPE","vocab":{}}}""", "\"model\" has no \"merges\"")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0,"b":1},"merges":["a b"]}}""", "\"merges\"[0] names the token 'ab', which \"vocab\" does not have")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a"]}}""", "\"merges\"[0] is 'a', not two tokens with a space between")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[["a"]]}}""", "\"merges\"[0] is no pair of tokens")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":"0"},"merges":[]}}""", "the token 'a' of \"vocab\" has no whole number as its id")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0,"a":1},"merges":[]}}""", "\"vocab\" has the token 'a' twice")]
    [InlineData("""{"model":{"type":"WordLevel","unk_token":"a","vocab":{"a":0,"b":0}}}""", "two tokens have the id 0")]
    [InlineData("""{"model":{"type":"WordLevel","unk_token":"a","vocab":{"a":-1}}}""", "the id -1")]
    [InlineData("""{"model":{"type":"WordLevel","unk_token":"c","vocab":{"a":0}}}""", "'c', which is not")]
    [InlineData("""{"model":{"type":"Neural","vocab":{"a":0}}}""", "the model 'Neural' is not known")]
    [InlineData("""{"model":{"type":"BPE","dropout":0.1,"vocab":{"a":0},"merges":[]}}""", "\"dropout\" makes ids random")]
    [InlineData("""{"added_tokens":[{"id":7,"content":"a"}],"model":{"type":"WordLevel","unk_token":"a","vocab":{"a":0}}}""", "the added token 'a' has the id 7, but \"vocab\" gives it 0")]
    [InlineData("""{"added_tokens":[{"content":"a"}],"model":{"type":"WordLevel","unk_token":"a","vocab":{"a":0}}}""", "added_tokens[0] has no \"id\"")]
    [InlineData("""{"post_processor":{"type":"Upside"},"model":{"type":"WordLevel","unk_token":"a","vocab":{"a":0}}}""", "the post-processor 'Upside' is not known")]
    [InlineData("""{"pre_tokenizer":{"type":"Upside"},"model":{"type":"WordLevel","unk_token":"a","vocab":{"a":0}}}""", "the pre-tokenizer 'Upside' is not known")]
    public void SaysWhatIsWrong(string json, string what) => Assert.Contains(what, SmallTokenizer.ErrorOf(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("tokenizer_config.json", """{"bos_token":{"content":"b"},"eos_token":"e","pad_token":null}""", 1, 2, 2)]
    [InlineData("special_tokens_map.json", """{"eos_token":{"content":"e"},"pad_token":"p"}""", 3, 2, 4)]
    [InlineData("generation_config.json", """{"bos_token_id":4,"eos_token_id":[2,1]}""", 4, 2, 2)]
    [InlineData(null, "", 3, 4, 4)]
    public void SpecialTokensAreNamedByTheFilesBeside(string? file, string content, int begin, int end, int padding)
    {
        using TempFolder folder = new();
        if (file is not null)
        {
            File.WriteAllText(Path.Combine(folder.Path, file), content);
        }

        const string json = """
            {"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"s","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"p","type_id":0}}],"pair":[],"special_tokens":{}},
             "model":{"type":"WordLevel","unk_token":"?","vocab":{"?":0,"b":1,"e":2,"s":3,"p":4}}}
            """;
        File.WriteAllText(Path.Combine(folder.Path, "tokenizer.json"), json);
        TokenVocabulary vocabulary = Tokenizer.Load(folder.Path).Vocabulary;
        Assert.Equal((begin, end, padding), (vocabulary.BeginOfText, vocabulary.EndOfText, vocabulary.Padding));
    }

    [Fact]
    public void VocabularyAndMergesMakeATokenizer()
    {
        using TempFolder folder = new();
        StringBuilder vocabulary = new("{");
        for (int b = 0; b < 256; b++)
        {
            _ = vocabulary.Append(b == 0 ? "" : ",").Append('"').Append(System.Text.Json.JsonEncodedText.Encode(((char)ByteAlphabet.CharacterOf((byte)b)).ToString())).Append("\":").Append(b);
        }

        File.WriteAllText(Path.Combine(folder.Path, "vocab.json"), vocabulary.Append(""","ab":256,"<|endoftext|>":257}""").ToString());
        InvalidDataException missing = Assert.Throws<InvalidDataException>(() => Tokenizer.Load(folder.Path));
        Assert.Contains("no merges.txt lies beside it", missing.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "merges.txt"), "#version: 0.2\r\na b\r\n");
        Tokenizer tokenizer = Tokenizer.Load(folder.Path);
        Assert.Equal([256, ' ', 'a'], SmallTokenizer.Ids(tokenizer, "ab a"));
        Assert.Equal([257], SmallTokenizer.Ids(tokenizer, "<|endoftext|>", AddedTokenMatching.All));
        Assert.Equal(257, tokenizer.Vocabulary.EndOfText);
        File.WriteAllText(Path.Combine(folder.Path, "merges.txt"), "a b\nb q x\n");
        Assert.Contains("line 2 of merges.txt", Assert.Throws<InvalidDataException>(() => Tokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);
    }
}
