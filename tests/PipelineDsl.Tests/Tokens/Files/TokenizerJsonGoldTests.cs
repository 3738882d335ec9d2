using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>The tokenizer.json files of the families give the gold ids, by the fast path and by the chain of their steps.</summary>
public class TokenizerJsonGoldTests(ITestOutputHelper output)
{
    public static TheoryData<string, string[]> Files { get; } = new()
    {
        { "gpt/gpt2.tokenizer.json", ["r50k_base", "r50k_base.special", "kitoken-tokenizers.gpt2", "llamacpp-gpt-2"] },
        { "llama3/tokenizer.json", ["llama3", "llama3.special", "llamacpp-llama-bpe"] },
        { "qwen3/tokenizer.json", ["qwen3", "qwen3.special", "llamacpp-qwen2"] },
        { "deepseek-v3/tokenizer.json", ["deepseek-v3", "deepseek-v3.special", "kitoken-tokenizers.r1"] },
        { "falcon/tokenizer.rebuilt.json", ["falcon", "falcon.special", "llamacpp-falcon"] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void FilesGiveTheGoldIds(string file, string[] gold)
    {
        if (SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            TimeSpan before = Process.GetCurrentProcess().UserProcessorTime;
            Tokenizer tokenizer = Tokenizer.Load(path);
            output.WriteLine($"loaded in {(Process.GetCurrentProcess().UserProcessorTime - before).TotalMilliseconds} ms of processor time");
            Assert.IsType<BytePairTokenizer>(tokenizer);
            GoldTokens.Check(tokenizer, gold, output);
        }
    }

    [Theory]
    [InlineData("llama1-2/tokenizer.json", "llama2-hf", "llama2-hf.special", "kitoken-tokenizers.llama2")]
    [InlineData("mistral/hf/mistral-v0.3.tokenizer.json", "mistral-v0.3-hf", "mistral-v0.3-hf.special")]
    public void FilesOfPiecesGiveTheGoldIds(string file, params string[] gold)
    {
        if (SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            TimeSpan before = Process.GetCurrentProcess().UserProcessorTime;
            Tokenizer tokenizer = Tokenizer.Load(path);
            output.WriteLine($"loaded in {(Process.GetCurrentProcess().UserProcessorTime - before).TotalMilliseconds} ms of processor time");
            Assert.IsType<SentencePieceTokenizer>(tokenizer);
            GoldTokens.Check(tokenizer, gold, output);
            Tokenizer chain = TokenizerJsonFactory.Create(TokenizerJson.Read(File.ReadAllBytes(path)), file, SpecialTokenNames.Read(null), alwaysChain: true);
            Assert.IsType<ChainTokenizer>(chain);
            GoldTokens.Check(chain, gold, output);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ChainsGiveTheGoldIds(string file, string[] gold)
    {
        if (SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            Tokenizer tokenizer = TokenizerJsonFactory.Create(TokenizerJson.Read(File.ReadAllBytes(path)), file, SpecialTokenNames.Read(null), alwaysChain: true);
            Assert.IsType<ChainTokenizer>(tokenizer);
            GoldTokens.Check(tokenizer, gold, output);
        }
    }

    /// <summary>The fast scanners and the chain of steps are two ways to the same ids.</summary>
    [Theory]
    [InlineData("gpt/gpt2.tokenizer.json")]
    [InlineData("deepseek-v3/tokenizer.json")]
    [InlineData("falcon/tokenizer.rebuilt.json")]
    public void ChainsGiveTheIdsOfScannersOnRandomTexts(string file)
    {
        if (!SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            return;
        }

        TokenizerJson json = TokenizerJson.Read(File.ReadAllBytes(path));
        Tokenizer fast = TokenizerJsonFactory.Create(json, file, SpecialTokenNames.Read(null));
        Tokenizer chain = TokenizerJsonFactory.Create(json, file, SpecialTokenNames.Read(null), alwaysChain: true);
        TokenEncoder fastEncoder = fast.CreateEncoder(AddedTokenMatching.All);
        TokenEncoder chainEncoder = chain.CreateEncoder(AddedTokenMatching.All);
        RandomTexts.Text.Sample(
            text =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                Assert.Equal(Encode(fastEncoder, bytes), Encode(chainEncoder, bytes));
            },
            iter: 500,
            threads: 1);

        static int[] Encode(TokenEncoder encoder, byte[] bytes)
        {
            TextBuffer text = new();
            TokenBuffer ids = new();
            text.Append(bytes);
            encoder.Encode(text.Text, ids);
            GC.KeepAlive(text);
            return ids.Ids.ToArray();
        }
    }
}
