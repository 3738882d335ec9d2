using System.IO;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Each component of tokenizer.json by itself, after the Rust sources of huggingface/tokenizers.</summary>
public class ChainStepTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("""{"type":"NFC"}""", "e\u0301", "é")]
    [InlineData("""{"type":"NFKD"}""", "ﬁé", "fie\u0301")]
    [InlineData("""{"type":"Lowercase"}""", "ÀΣ İ", "àσ i\u0307")]
    [InlineData("""{"type":"StripAccents"}""", "e\u0301\u0304a\u0903", "ea")]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":false}""", " \u3000a ", "a ")]
    [InlineData("""{"type":"Strip"}""", "  ", "")]
    [InlineData("""{"type":"Replace","pattern":{"String":" "},"content":"▁"}""", "a  b", "a▁▁b")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}""", "a   b c", "a b c")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"x*"},"content":"-"}""", "axb", "-a-b-")]
    [InlineData("""{"type":"Prepend","prepend":"▁"}""", "a", "▁a")]
    [InlineData("""{"type":"Prepend","prepend":"▁"}""", "", "")]
    [InlineData("""{"type":"Nmt"}""", "a\u0001b\u200Bc\td\uFEFF", "ab c d ")]
    [InlineData("""{"type":"ByteLevel"}""", "é x", "Ã©Ġx")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Lowercase"}]}""", "Été", "ete")]
    [InlineData("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""", "É\u0000\u0085\t漢字", "e  漢  字 ")]
    [InlineData("""{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,"strip_accents":null,"lowercase":false}""", "É漢", "É漢")]
    public void Normalizes(string normalizer, string text, string expected) => Assert.Equal(expected, ChainSteps.Normalize(normalizer, text));

    /// <summary>The map of nmt_nfkc, from a SentencePiece model: a cluster of few bytes is replaced as a whole, CR LF by one space.</summary>
    [Fact]
    public void FollowsAPrecompiledMap()
    {
        if (!SharedData.TryFind("tokenizers/chatglm/ice_text.model", output, out string path))
        {
            return;
        }

        string json = $$"""{"type":"Precompiled","precompiled_charsmap":"{{System.Convert.ToBase64String(MapOf(File.ReadAllBytes(path)))}}"}""";
        Assert.Equal("fi1 Åb漢", ChainSteps.Normalize(json, "ﬁ①\r\nA\u030Ab漢"));
        Assert.Equal("plain", ChainSteps.Normalize(json, "plain"));

        static byte[] MapOf(byte[] model)
        {
            ProtobufReader reader = new(model, "the model");
            while (reader.Read())
            {
                ProtobufReader normalizer = new(reader.Field == 3 ? reader.Bytes : [], "the normalizer");
                while (normalizer.Read())
                {
                    if (normalizer.Field == 2)
                    {
                        return normalizer.Bytes.ToArray();
                    }
                }
            }

            return [];
        }
    }

    [Theory]
    [InlineData("Removed", "a-b--c", "a|b|c")]
    [InlineData("Isolated", "a-b--c", "a|-|b|-|-|c")]
    [InlineData("MergedWithPrevious", "-a-b--c", "-|a-|b-|-|c")]
    [InlineData("MergedWithNext", "a-b--c-", "a|-b|-|-c|-")]
    [InlineData("Contiguous", "-a-b--c", "-|a|-|b|--|c")]
    public void SplitsByBehavior(string behavior, string text, string expected)
        => Assert.Equal(expected, string.Join('|', ChainSteps.Pieces($$"""{"type":"Split","pattern":{"String":"-"},"behavior":"{{behavior}}","invert":false}""", text)));

    [Theory]
    [InlineData("""{"type":"Split","pattern":{"Regex":"[a-z]+"},"behavior":"Removed","invert":true}""", "ab1cd 2", "ab|cd")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"[a-z]+"},"behavior":"MergedWithNext","invert":true}""", "ab1cd 2ef", "ab|1cd| 2ef")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"(?=[A-Z])"},"behavior":"Isolated","invert":false}""", "aBcD", "a|Bc|D")]
    [InlineData("""{"type":"ByteLevel","add_prefix_space":false}""", "It's é", "It|'s|ĠÃ©", true)]
    [InlineData("""{"type":"ByteLevel"}""", "a b", " a| b")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"ByteLevel","use_regex":false}]}""", "a bc", " a| bc")]
    [InlineData("""{"type":"Punctuation"}""", "a!?$b—", "a|!|?|$|b|—")]
    [InlineData("""{"type":"Punctuation","behavior":"Contiguous"}""", "a!?b", "a|!?|b")]
    [InlineData("""{"type":"Digits","individual_digits":true}""", "a12²b", "a|1|2|²|b")]
    [InlineData("""{"type":"Digits","individual_digits":false}""", "a12²b", "a|12²|b")]
    [InlineData("""{"type":"Whitespace"}""", "a_1 b-.c\u200Dd", "a_1|b|-.|c\u200Dd")]
    [InlineData("""{"type":"WhitespaceSplit"}""", " a\u3000b\n", "a|b")]
    [InlineData("""{"type":"BertPreTokenizer"}""", "a b,c", "a|b|,|c")]
    [InlineData("""{"type":"CharDelimiterSplit","delimiter":"_"}""", "a__b", "a|b")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""", "a  b", "▁a|▁|▁b")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""", "a b", "▁a▁b")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""", " a", "▁a")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never"}""", "a b", "a|▁b")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","add_prefix_space":false}""", "a b", "a|▁b")]
    [InlineData("""{"type":"UnicodeScripts"}""", "Aか 漢яz", "A|か 漢|я|z")]
    [InlineData("""{"type":"UnicodeScripts"}""", " a 1", "a |1")]
    [InlineData("""{"type":"FixedLength","length":2}""", "añ漢🙂x", "añ|漢🙂|x")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"Whitespace"},{"type":"Punctuation"}]}""", "a!! b", "a|!|!|b")]
    public void PreTokenizes(string preTokenizer, string text, string expected, bool showsBytes = false)
    {
        // The last ByteLevel leaves bytes, which the model takes; a step behind it sees the characters for them.
        string json = showsBytes ? $$"""{"type":"Sequence","pretokenizers":[{{preTokenizer}},{"type":"WhitespaceSplit"}]}""" : preTokenizer;
        Assert.Equal(expected, string.Join('|', ChainSteps.Pieces(json, text)));
    }

    [Fact]
    public void MetaspaceFirstIsOnlyForTheStartOfADocument()
        => Assert.Equal(["a▁b"], ChainSteps.Pieces("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""", "a b", isStart: false));

    [Theory]
    [InlineData("""{"type":"ByteLevel"}""", "Ã|©Ġ|x", "é x")]
    [InlineData("""{"type":"ByteFallback"}""", "a|<0xE6>|<0xBC>|<0xA2>|b", "a漢b")]
    [InlineData("""{"type":"ByteFallback"}""", "<0xE6>|<0xBC>|b", "\uFFFD\uFFFDb")]
    [InlineData("""{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}""", "▁▁a|▁b", " a b")]
    [InlineData("""{"type":"Strip","content":"y","start":0,"stop":2}""", "ayyy|y", "ay")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""", "▁a|▁b", "a b")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never","split":true}""", "▁a|▁b", " a b")]
    [InlineData("""{"type":"WordPiece","prefix":"##","cleanup":true}""", "It|'s|un|##do|##ne|.", "It's undone.")]
    [InlineData("""{"type":"WordPiece","prefix":"##","cleanup":false}""", "##a|##b|c", "##ab c")]
    [InlineData("""{"type":"BPEDecoder","suffix":"</w>"}""", "a|b</w>|c</w>", "ab c")]
    [InlineData("""{"type":"CTC","pad_token":"<pad>","word_delimiter_token":"/","cleanup":true}""", "<pad>|a|a|<pad>|a|/|b", "aa b")]
    public void Decodes(string decoder, string tokens, string expected) => Assert.Equal(expected, ChainSteps.Decode(decoder, tokens.Split('|')));

    [Theory]
    [InlineData("""{"type":"Upside"}""", "the normalizer 'Upside' is not known")]
    [InlineData("""{"type":"Replace","content":""}""", "has no \"pattern\"")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"(a)"},"content":"$1"}""", "groups of the expression in it are not supported")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"(a"},"content":""}""", "a '(' has no ')'")]
    [InlineData("""{"type":"Sequence"}""", "must be an array")]
    [InlineData("""{}""", "has no \"type\"")]
    public void SaysWhichNormalizerIsWrong(string normalizer, string what)
        => Assert.Contains(what, Assert.Throws<InvalidDataException>(() => ChainSteps.Normalize(normalizer, "a")).Message, System.StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"Upside"}""", "the pre-tokenizer 'Upside' is not known")]
    [InlineData("""{"type":"Split","pattern":{"String":"a"},"behavior":"Dropped"}""", "is 'Dropped'; known are Removed, Isolated")]
    [InlineData("""{"type":"FixedLength","length":0}""", "must be above 0")]
    [InlineData("""{"type":"Metaspace","replacement":"","prepend_scheme":"always"}""", "is empty")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"ByteLevel"}]}""", "follows the pre-tokenizer ByteLevel")]
    public void SaysWhichPreTokenizerIsWrong(string preTokenizer, string what)
        => Assert.Contains(what, Assert.Throws<InvalidDataException>(() => ChainSteps.Pieces(preTokenizer, "a")).Message, System.StringComparison.Ordinal);

    [Fact]
    public void SaysWhichDecoderIsWrong()
        => Assert.Contains("the decoder 'Upside' is not known", Assert.Throws<InvalidDataException>(() => ChainSteps.Decode("""{"type":"Upside"}""", "a")).Message, System.StringComparison.Ordinal);
}
