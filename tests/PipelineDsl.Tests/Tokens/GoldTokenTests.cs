using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Ids are those that the families' own tools gave, in ordinary mode and, where the file says so, with the added tokens matched.</summary>
public class GoldTokenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("gpt/r50k_base.tiktoken", "r50k_base", "r50k_base.special", "kitoken-tokenizers.gpt2", "llamacpp-gpt-2")]
    [InlineData("gpt/cl100k_base.tiktoken", "cl100k_base", "kitoken-tiktoken.cl100k_base")]
    [InlineData("gpt/o200k_base.tiktoken", "o200k_base", "o200k_base.special", "kitoken-tiktoken.o200k_base")]
    [InlineData("qwen/qwen.tiktoken", "qwen1")]
    [InlineData("kimi/kimi_k2.tiktoken", "kitoken-tiktoken.kimi_k2")]
    [InlineData("mistral/tekken_240718.tiktoken", "tekken", "kitoken-tekken.mistral2410")]
    public void RanksGiveTheGoldIds(string vocabulary, params string[] gold)
    {
        if (!SharedData.TryFind($"tokenizers/{vocabulary}", output, out string path))
        {
            return;
        }

        GoldTokens.Check(Tokenizer.Load(path), gold, output);
    }
}
