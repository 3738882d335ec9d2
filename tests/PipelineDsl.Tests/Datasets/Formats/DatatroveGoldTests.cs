using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Datasets.Readers;
using PipelineDsl.Tests.Engine;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Datasets.Formats;

/// <summary>The files that datatrove 0.10 wrote: from the texts, and, for what it does in an order of its own, from its ids.</summary>
public sealed class DatatroveGoldTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static (int[][] Documents, int Vocabulary, string Tokenizer) Decode(string file)
    {
        string[] head = File.ReadAllLines(file + ".metadata")[0].Split('|');
        byte[] bytes = File.ReadAllBytes(file);
        byte[] index = File.ReadAllBytes(file + ".index");
        int[] ids = head[1] == "2" ? bytes.UInt16s(0, bytes.Length / 2) : bytes.Int32s(0, bytes.Length / 4);
        return (ByteReading.Cut(ids, index.Int64s(0, index.Length / 8)), head[1] == "2" ? 50_257 : 128_256, head[0]);
    }

    private async Task WriteAsync(int[][] documents, int vocabulary, string tokenizer, string name, long maxTokens, SequenceOptions? options = null)
    {
        TokenPipeline pipeline = new()
        {
            Tokenizer = tokenizer,
            VocabularySize = vocabulary,
            Sequences = options ?? new SequenceOptions(),
            Writers = [c => DatatroveWriter.Open(c, name, maxTokens)],
        };
        await pipeline.RunAsync(_folder, [[.. documents.Select(static (d, i) => new TokenDocument($"{i}", d))]]);
    }

    private void SameBytes(string gold, string name)
    {
        foreach (string ending in new[] { "", ".index", ".metadata" })
        {
            Assert.Equal(File.ReadAllBytes(gold + ending), File.ReadAllBytes(Path.Combine(_folder.Path, "out", name + ending)));
        }
    }

    /// <summary>The whole way, from the texts to the bytes. In the metadata the tokenizer is called by its file, which has another name here.</summary>
    [Theory]
    [InlineData("gpt2-plain")]
    [InlineData("gpt2-eos")]
    [InlineData("llama3-plain")]
    public async Task FromTheTexts(string variant)
    {
        if (!SharedData.TryFind("data/gold-ds", output, out string gold) || !SharedData.TryFind("tokenizers", output, out string tokenizers))
        {
            return;
        }

        RunOptions options = new() { ProjectDirectory = Path.GetDirectoryName(tokenizers)!, OutputDirectory = Path.Combine(_folder.Path, "out"), Workers = 2 };
        RunSummary summary = await (variant switch
        {
            "gpt2-plain" => DatatroveGpt2Plain.RunAsync(options),
            "gpt2-eos" => DatatroveGpt2Eos.RunAsync(options),
            _ => DatatroveLlama3Plain.RunAsync(options),
        });
        Assert.True(summary.Succeeded);
        string theirs = Path.Combine(gold, variant, "00000_unshuffled.ds");
        string ours = Path.Combine(_folder.Path, "out", "00000_unshuffled.ds");
        Assert.Equal(File.ReadAllBytes(theirs), File.ReadAllBytes(ours));
        Assert.Equal(File.ReadAllBytes(theirs + ".index"), File.ReadAllBytes(ours + ".index"));
        string metadata = File.ReadAllText(theirs + ".metadata");
        Assert.EndsWith(metadata[metadata.IndexOf('|', StringComparison.Ordinal)..], File.ReadAllText(ours + ".metadata"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt2-plain")]
    [InlineData("gpt2-eos")]
    [InlineData("llama3-plain")]
    [InlineData("llama3-eos")]
    public async Task InOrder(string variant)
    {
        if (SharedData.TryFind($"data/gold-ds/{variant}/00000_unshuffled.ds", output, out string gold))
        {
            (int[][] documents, int vocabulary, string tokenizer) = Decode(gold);
            await WriteAsync(documents, vocabulary, tokenizer, "00000_unshuffled", 0);
            SameBytes(gold, "00000_unshuffled.ds");
        }
    }

    [Theory]
    [InlineData("gpt2-max20k_seed7", 9)]
    [InlineData("llama3-max20k_seed7", 7)]
    public async Task InFilesOfAtMost20000Tokens(string variant, int files)
    {
        if (SharedData.TryFind($"data/gold-ds/{variant}", output, out string gold))
        {
            string[] golds = [.. Enumerable.Range(0, files).Select(i => Path.Combine(gold, $"00000_{i:d5}_doc_shuffled.ds"))];
            (int[][], int Vocabulary, string Tokenizer) first = Decode(golds[0]);
            await WriteAsync([.. golds.SelectMany(static g => Decode(g).Documents)], first.Vocabulary, first.Tokenizer, "part", 20_000);
            for (int i = 0; i < files; i++)
            {
                SameBytes(golds[i], $"part_{i:d5}.ds");
            }
        }
    }

    /// <summary>Shuffled by our own hash: the same documents in another order.</summary>
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama3")]
    public async Task Shuffled(string family)
    {
        if (SharedData.TryFind("data/gold-ds", output, out string gold))
        {
            (int[][] documents, int vocabulary, string tokenizer) = Decode(Path.Combine(gold, family + "-eos", "00000_unshuffled.ds"));
            await WriteAsync(documents, vocabulary, tokenizer, "s", 0, new SequenceOptions { Shuffle = Shuffle.Documents, Seed = 7 });
            int[][] ours = Decode(Path.Combine(_folder.Path, "out", "s.ds")).Documents;
            int[][] theirs = Decode(Path.Combine(gold, family + "-eos_shuffled_seed7", "00000_00000_doc_shuffled.ds")).Documents;
            Assert.Equal(Sorted(theirs), Sorted(ours));
            Assert.NotEqual(documents, ours);
        }
    }

    /// <summary>Cut into chunks of 1,024 tokens: datatrove drops the short last one, and we pad it; the others are the same, and so is what the index says inside of each.</summary>
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama3")]
    public async Task InChunks(string family)
    {
        if (SharedData.TryFind("data/gold-ds", output, out string gold))
        {
            // The chunks are cut from the shuffled documents.
            (int[][] documents, int vocabulary, string tokenizer) = Decode(Path.Combine(gold, family + "-eos_shuffled_seed7", "00000_00000_doc_shuffled.ds"));
            await WriteAsync(documents, vocabulary, tokenizer, "c", 0, new SequenceOptions { ContextLength = 1024, Shuffle = Shuffle.Sequences });
            string[] ours = Chunks(Decode(Path.Combine(_folder.Path, "out", "c.ds")).Documents);
            string[] theirs = Chunks(Decode(Path.Combine(gold, family + "-eos_chunk1024_seed7", "00000_00000_chunk_shuffled.ds")).Documents);
            Assert.Equal(theirs.Length + 1, ours.Length);
            Assert.Single(ours.Except(theirs, StringComparer.Ordinal));
            Assert.Empty(theirs.Except(ours, StringComparer.Ordinal));
        }
    }

    private static string[] Sorted(int[][] documents) => [.. documents.Select(static d => string.Join(' ', d)).Order(StringComparer.Ordinal)];

    /// <summary>Pieces joined to chunks, with a bar where a piece ends. Where a document ends with a chunk, datatrove's index may name the place twice.</summary>
    private static string[] Chunks(int[][] pieces)
    {
        List<string> chunks = [];
        List<string> chunk = [];
        int length = 0;
        foreach (int[] piece in pieces.Where(static p => p.Length > 0))
        {
            chunk.Add(string.Join(' ', piece));
            length += piece.Length;
            if (length == 1024)
            {
                chunks.Add(string.Join(" | ", chunk));
                chunk = [];
                length = 0;
            }
        }

        Assert.Equal(0, length);
        return [.. chunks];
    }
}
