using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens.Training;

/// <summary>A trained vocabulary is a tokenizer.json that loads, and is the same however the documents lie in shards.</summary>
public class TokenizerTrainingTests
{
    private static readonly string[] s_documents = [.. Enumerable.Range(0, 60).Select(static i => $"The training of text number {i} goes on; training's tests test the {(i % 3 == 0 ? "漢字と仮名" : "trained")} tokens.\n")];

    [Theory]
    [InlineData("gpt2")]
    [InlineData("cl100k")]
    [InlineData("qwen")]
    [InlineData("o200k")]
    [InlineData("tekken")]
    [InlineData("kimi")]
    [InlineData("deepseek")]
    [InlineData(@"\s*\S+|\s+")]
    public void TheFileLoadsAndItsTokensAreUsed(string pattern)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        try
        {
            File.WriteAllBytes(path, Train(s_documents, [60], 1 << 20, pattern));
            Tokenizer tokenizer = Tokenizer.Load(path);
            TokenEncoder encoder = tokenizer.CreateEncoder();
            TextBuffer text = new();
            TextBuffer decoded = new();
            TokenBuffer ids = new();
            text.Append(Encoding.UTF8.GetBytes(s_documents[0]));
            encoder.Encode(text.Text, ids);
            tokenizer.Decode(ids.Ids, decoded);
            Assert.Equal(s_documents[0], Encoding.UTF8.GetString(decoded.Bytes));
            Assert.True(ids.Count < s_documents[0].Length / 3, $"{ids.Count} ids");
            Assert.Equal(0, tokenizer.Vocabulary.EndOfText);
            Assert.Equal(0, tokenizer.Vocabulary.FindSpecial("<|endoftext|>"));
            Assert.Contains(ids.Ids.ToArray(), id => tokenizer.Vocabulary.Bytes(id).Length > 4);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void TheFileIsTheSameForAnyShardsAndAnyMemory()
    {
        byte[] expected = Train(s_documents, [60], 1 << 20, "o200k");
        Gen.Select(Gen.Int[0, 20].Array[1, 8], Gen.Int[1, 50]).Sample(
            (shards, held) => Assert.Equal(expected, Train(s_documents, shards, held, "o200k")),
            iter: 50,
            threads: 1);
    }

    [Fact]
    public void OnlyTheMostFrequentWordsAreKept()
    {
        FrequentWords words = new(2);
        words.Add("b"u8, 3);
        words.Add("c"u8, 5);
        words.Add("a"u8, 3);
        words.Add("d"u8, 1);
        Assert.Equal(4, words.Seen);
        Assert.Equal([("a", 3L), ("c", 5L)], words.InOrder().Select(static w => (Encoding.UTF8.GetString(w.Word), w.Count)));
    }

    [Fact]
    public void CountsOfAllRunsAreAddedUp()
        => Gen.Select(Gen.String[0, 6], Gen.Int[1, 1000]).List[0, 200].Select(Gen.Int[1, 40]).Sample(
            static (added, perRun) =>
            {
                Dictionary<string, long> expected = [];
                TextBuffer part = new();
                WordCounts counts = new();
                foreach ((string word, int count) in added)
                {
                    string key = Convert.ToHexString(Encoding.UTF8.GetBytes(word));
                    expected[key] = expected.GetValueOrDefault(key) + count;
                    counts.Add(Encoding.UTF8.GetBytes(word), count);
                    if (counts.Count >= perRun)
                    {
                        WordCountRuns.Append(counts, part);
                        counts.Clear();
                    }
                }

                WordCountRuns.Append(counts, part);
                Dictionary<string, long> read = [];
                for (int cell = 0; cell < WordCountRuns.Cells; cell++)
                {
                    counts.Clear();
                    WordCountRuns.Read(new MemoryStream(part.Bytes.ToArray()), cell, counts);
                    for (int i = 0; i < counts.Count; i++)
                    {
                        read.Add(Convert.ToHexString(counts.Word(i, out long count)), count);
                    }
                }

                Assert.Equal(expected.OrderBy(static e => e.Key, StringComparer.Ordinal), read.OrderBy(static e => e.Key, StringComparer.Ordinal));
            },
            iter: 200,
            threads: 1);

    [Theory]
    [InlineData("tokens.bin", 300, "o200k", "", ".json")]
    [InlineData("t.json", 256, "o200k", "<s>", "no room")]
    [InlineData("t.json", 300, "o20k", "", "no pattern is named 'o20k'")]
    [InlineData("t.json", 300, "o200k", "<s>,<s>", "twice")]
    public void OptionsThatMakeNoSenseAreRefused(string file, int size, string pattern, string specials, string message)
        => Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => TokenizerTraining.Open(file, size, pattern, 2, specials, 100)).Message, StringComparison.Ordinal);

    private static byte[] Train(string[] documents, int[] shards, int held, string pattern)
    {
        PreTokenPattern known = PreTokenPattern.Known.FirstOrDefault(p => p.Name == pattern) ?? PreTokenPattern.Of(pattern, PatternDialect.Oniguruma);
        TokenizerTraining writer = new("tokenizer.json", 420, known, 2, ["<|endoftext|>"], 1000, held);
        List<byte[]> parts = [];
        TextBuffer part = new();
        Document document = new(1);
        TextBuffer text = new();
        int shard = 0;
        int left = shards[0];
        foreach (string content in documents)
        {
            while (left == 0 && shard < shards.Length)
            {
                EndShard();
                left = ++shard < shards.Length ? shards[shard] : int.MaxValue;
            }

            text.Clear();
            text.Append(Encoding.UTF8.GetBytes(content));
            document.Replace(text);
            writer.Write(document, part);
            left--;
        }

        EndShard();
        using MemoryStream output = new();
        writer.Conclude([.. parts.Select(static bytes => (Func<Stream>)(() => new MemoryStream(bytes)))], output);
        return output.ToArray();

        void EndShard()
        {
            writer.EndShard(part);
            parts.Add(part.Bytes.ToArray());
            part.Clear();
        }
    }
}
