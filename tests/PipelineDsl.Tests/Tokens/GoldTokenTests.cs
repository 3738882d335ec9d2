using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
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

        Tokenizer tokenizer = Tokenizer.Load(path);
        Dictionary<AddedTokenMatching, TokenEncoder> encoders = new()
        {
            [AddedTokenMatching.None] = tokenizer.CreateEncoder(),
            [AddedTokenMatching.All] = tokenizer.CreateEncoder(AddedTokenMatching.All),
        };
        TextBuffer text = new();
        TokenBuffer ids = new();
        foreach (string file in gold)
        {
            int rows = 0;
            List<string> wrong = [];
            foreach (JsonElement row in Rows(file))
            {
                AddedTokenMatching matching = row.GetProperty("mode").GetString() == "special" ? AddedTokenMatching.All : AddedTokenMatching.None;
                int[] expected = [.. row.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())];
                text.Clear();
                text.Append(Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!));
                ids.Clear();
                encoders[matching].Encode(text.Text, ids);
                rows++;
                if (!ids.Ids.SequenceEqual<int>(expected))
                {
                    wrong.Add($"{row.GetProperty("id")}: {row.GetProperty("text")}\n  ours   {string.Join(' ', ids.Ids.ToArray())}\n  theirs {string.Join(' ', expected)}");
                }
            }

            Assert.True(wrong.Count == 0 && rows > 0, $"{file}: {wrong.Count} of {rows} wrong\n{string.Join('\n', wrong.Take(10))}");
            output.WriteLine($"{file}: {rows} texts");
        }
    }

    private IEnumerable<JsonElement> Rows(string name)
    {
        if (!SharedData.TryFind($"data/gold-tokens/{name}.jsonl.gz", output, out string path) && !SharedData.TryFind($"data/gold-tokens/{name}.jsonl", output, out path))
        {
            yield break;
        }

        using Stream raw = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using StreamReader reader = new(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonDocument.Parse(line).RootElement;
        }
    }
}
