using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Ids of real models are those of SentencePiece 0.1.97, and of Hugging Face's tokenizers for its forms of the same models.</summary>
public class SentencePieceGoldTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("llama1-2/tokenizer.model", "llama1-2.jsonl.gz")]
    [InlineData("llama1-2/tokenizer.model", "kitoken-sentencepiece.llama2.jsonl.gz")]
    [InlineData("llama1-2/tokenizer.model", "llamacpp-llama-spm.jsonl")]
    [InlineData("mistral/tokenizer.model.v1", "mistral-v1.jsonl.gz")]
    [InlineData("mistral/tokenizer.model.v1", "kitoken-sentencepiece.mistral01.jsonl.gz")]
    [InlineData("mistral/tokenizer.model.v3", "mistral-v3.jsonl.gz")]
    [InlineData("mistral/tokenizer.model.v3", "mistral-v7.jsonl.gz")]
    [InlineData("baichuan/tokenizer.rebuilt.model", "baichuan.jsonl.gz")]
    [InlineData("baichuan2/tokenizer.model", "baichuan2.jsonl.gz")]
    [InlineData("internlm/tokenizer.model", "internlm.jsonl.gz")]
    [InlineData("internlm2/tokenizer.model", "internlm2.jsonl.gz")]
    [InlineData("chatglm/ice_text.model", "chatglm.jsonl.gz")]
    [InlineData("chatglm2-3/tokenizer.model", "chatglm2-3.jsonl.gz")]
    public void IdsAreTheGoldOnes(string file, string gold)
    {
        if (SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            GoldIds.Check(Tokenizer.Load(path), gold, output);
        }
    }

    [Fact]
    public void ChatGlmNamesBlanksFirst()
    {
        if (SharedData.TryFind("tokenizers/chatglm/ice_text.model", output, out string path))
        {
            GoldIds.Check(SentencePieceFile.Read(File.ReadAllBytes(path), "chatglm", namesBlanks: true), "chatglm-hfpre.jsonl.gz", output);
        }
    }

    [Fact]
    public void TheConfigurationBesideTheFileTellsThatBlanksAreNamed()
    {
        if (!SharedData.TryFind("tokenizers/chatglm/ice_text.model", output, out string path))
        {
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("chatglm");
        try
        {
            string copy = Path.Combine(folder.FullName, "ice_text.model");
            File.WriteAllBytes(copy, File.ReadAllBytes(path));
            string alone = Tokenizer.Load(copy).Hash;
            File.WriteAllText(Path.Combine(folder.FullName, "tokenizer_config.json"), """{"tokenizer_class": "ChatGLMTokenizer"}""");
            Tokenizer tokenizer = Tokenizer.Load(copy);
            Assert.NotEqual(alone, tokenizer.Hash);
            Assert.Equal("a\n\tb   c", GoldIds.Decode(tokenizer, GoldIds.Encode(tokenizer.CreateEncoder(), "a\n\tb   c")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("mistral-v0.1-hf.jsonl.gz")]
    [InlineData("mistral-v0.1-hf.special.jsonl")]
    public void MetaspaceAddsASpaceOnlyAtTheStart(string gold)
    {
        if (SharedData.TryFind("tokenizers/mistral/tokenizer.model.v1", output, out string path))
        {
            GoldIds.Check(SentencePieceFile.Read(File.ReadAllBytes(path), "mistral", prefix: SpacePrefix.MissingAtStart), gold, output);
        }
    }

    [Theory]
    [InlineData("llama1-2/tokenizer.json", false, "llama2-hf.jsonl.gz")]
    [InlineData("llama1-2/tokenizer.json", false, "llama2-hf.special.jsonl")]
    [InlineData("llama1-2/tokenizer.json", false, "kitoken-tokenizers.llama2.jsonl.gz")]
    [InlineData("mistral/hf/mistral-v0.3.tokenizer.json", true, "mistral-v0.3-hf.jsonl.gz")]
    [InlineData("mistral/hf/mistral-v0.3.tokenizer.json", true, "mistral-v0.3-hf.special.jsonl")]
    public void ListedMergesGiveTheGoldIds(string file, bool isMetaspace, string gold)
    {
        if (SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            GoldIds.Check(Read(path, isMetaspace ? SpacePrefix.MissingAtStart : SpacePrefix.Always), gold, output);
        }
    }

    /// <summary>Reads just what these two files have.</summary>
    private static SentencePieceTokenizer Read(string path, SpacePrefix prefix)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        Dictionary<string, int> ids = json.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().ToDictionary(static t => t.Name, static t => t.Value.GetInt32(), StringComparer.Ordinal);
        HashSet<int> special = [.. json.RootElement.GetProperty("added_tokens").EnumerateArray().Select(static t => t.GetProperty("id").GetInt32())];
        SentencePiece[] pieces = new SentencePiece[ids.Count];
        int[] bytes = new int[256];
        foreach ((string text, int id) in ids)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            int value = PieceOptions.ByteOf(utf8);
            pieces[id] = new SentencePiece(utf8, 0, special.Contains(id) ? TokenKind.Special : value >= 0 ? TokenKind.Byte : TokenKind.Ordinary);
            bytes[Math.Max(value, 0)] = id;
        }

        bytes[0] = ids["<0x00>"];
        List<PieceMerge> merges = [];
        foreach (JsonElement merge in json.RootElement.GetProperty("model").GetProperty("merges").EnumerateArray())
        {
            string[] pair = merge.GetString()!.Split(' ');
            merges.Add(new PieceMerge(ids[pair[0]], ids[pair[1]], ids[pair[0] + pair[1]]));
        }

        CharacterPairModel model = new(pieces, merges, new PieceOptions { ByteIds = bytes, UnknownId = ids["<unk>"] });
        TokenVocabulary vocabulary = SentencePieceTokenizer.BuildVocabulary(pieces, [.. "<unk>"u8]).Build();
        return new SentencePieceTokenizer("test", vocabulary, model, new SentencePieceNormalizer { Prefix = prefix }, "");
    }
}
