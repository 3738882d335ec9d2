using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.EndToEnd;

public sealed class TrainTokenizerPipelineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheVocabularyIsLearnedFromTheKeptDocumentsHoweverTheyAreSharded()
    {
        string[] lines = Documents();
        byte[] expected = await TrainAsync(lines, shards: 1, workers: 1);
        Assert.Equal(expected, await TrainAsync(lines, shards: 6, workers: 3));

        // Copies are gone before: they change nothing.
        Assert.Equal(expected, await TrainAsync([.. lines, .. lines, .. lines[..50]], shards: 2, workers: 2));

        Tokenizer tokenizer = Tokenizer.Load(Path.Combine(_folder.Path, "out/tokenizer.json"));
        Assert.Equal(300, tokenizer.Vocabulary.Size);
        string sentence = "the tokenizer of 漢字 learns from naïve words";
        TextBuffer text = new();
        TextBuffer decoded = new();
        TokenBuffer ids = new();
        text.Append(Encoding.UTF8.GetBytes(sentence));
        tokenizer.CreateEncoder().Encode(text.Text, ids);
        tokenizer.Decode(ids.Ids, decoded);
        Assert.Equal(sentence, Encoding.UTF8.GetString(decoded.Bytes));
        Assert.True(ids.Count < text.Length / 2, "what was learned is not used");
    }

    [Fact]
    public async Task ATokenizerFileCutsShingles()
    {
        string[] lines = Documents();
        await TrainAsync([.. lines, lines[7].Replace("{\"text\":\"7", "{\"text\":\"7000", StringComparison.Ordinal)], shards: 2, workers: 1);
        RunSummary summary = await TokenShinglesPipeline.RunAsync(new RunOptions { ProjectDirectory = _folder.Path, OutputDirectory = Path.Combine(_folder.Path, "out2"), Workers = 2 });
        Assert.Contains(Path.Combine(_folder.Path, "out", "tokenizer.json"), summary.Resources);
        Assert.Equal(1, summary.Dropped.Single().Value); // the copy of 7 under another number
    }

    private async Task<byte[]> TrainAsync(string[] lines, int shards, int workers)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "in"));
        Directory.Delete(Path.Combine(_folder.Path, "in"), recursive: true);
        for (int shard = 0; shard < shards; shard++)
        {
            _folder.Write($"in/{shard}.jsonl", string.Concat(lines[(lines.Length * shard / shards)..(lines.Length * (shard + 1) / shards)]));
        }

        RunSummary summary = await TrainTokenizerPipeline.RunAsync(new RunOptions { ProjectDirectory = _folder.Path, OutputDirectory = Path.Combine(_folder.Path, "out"), Workers = workers });
        Assert.True(summary.Succeeded);
        return File.ReadAllBytes(Path.Combine(_folder.Path, "out/tokenizer.json"));
    }

    private static string[] Documents()
    {
        Random random = new(9);
        string[] words = ["the", "tokenizer", "learns", "from", "words", "of", "naïve", "漢字", "and", "numbers", "17", "that", "come", "often"];
        return [.. Enumerable.Range(0, 200).Select(i => $"{{\"text\":\"{i} {string.Join(' ', Enumerable.Range(0, 5 + random.Next(30)).Select(_ => words[random.Next(words.Length)]))}\"}}\n")];
    }
}
