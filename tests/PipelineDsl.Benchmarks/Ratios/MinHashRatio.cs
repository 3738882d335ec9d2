using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// MinHash with 112 permutations of shingles of five words, from text to band keys: ours against strings, sets and 61-bit functions (target: 25 times), against word and shingle hashes alone
/// (permutations add at most 55 %), and with other instructions. Target: 300 MB/s.
/// </summary>
internal sealed class MinHashRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "minhash";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.OpenJson(corpus, "web20.jsonl.gz");
        MinHashOptions options = MinHashOptions.Of(5, 14, 8, 0, 128, 0, 1);
        ShingleWords words = new();
        MinHashMemory memory = new();
        Sketch sketch = new();
        Add("ours", i => Sketch(words, documents[i]));

        // The naive variant is two orders of magnitude slower: a part of the corpus is enough for its rate.
        int part = documents.Count / 32;
        long partBytes = Enumerable.Range(0, part).Sum(i => (long)documents[i].Length);
        NaiveMinHash naive = new(112);
        run.Add("naive", partBytes, part, () =>
        {
            for (int i = 0; i < part; i++)
            {
                _ = naive.Signature(documents.Strings[i]);
            }
        });
        Add("words alone", i => Split(words, documents[i]));
        Add("words and shingles alone", i =>
        {
            Split(words, documents[i]);
            _ = memory.Shingles(words.Hashes, 5);
        });
        foreach (TextKernel kernel in TextKernels.Available.Skip(1))
        {
            MinHashMemory other = new(kernel);
            ShingleWords otherWords = new(kernel);
            Add($"with {kernel}", i =>
            {
                Split(otherWords, documents[i]);
                sketch.Clear();
                other.Write(otherWords.Hashes, in options, sketch);
            });
        }

        run.Print();
        PrintShare(documents, words, memory, options, sketch);

        void Add(string label, Action<int> measure) => run.Add(label, documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                measure(i);
            }
        });

        void Sketch(ShingleWords list, PaddedText text)
        {
            Split(list, text);
            sketch.Clear();
            memory.Write(list.Hashes, in options, sketch);
        }
    }

    private static void Split(ShingleWords words, PaddedText text)
    {
        words.Begin();
        words.Split(text);
    }

    /// <summary>What signatures cost on top of words and their shingles: the median of rounds that measure both.</summary>
    private static void PrintShare(TokenCorpus documents, ShingleWords words, MinHashMemory memory, MinHashOptions options, Sketch sketch)
    {
        List<double> shares = [];
        for (int round = 0; round < 9; round++)
        {
            long start = ThreadTime.Nanoseconds;
            for (int i = 0; i < documents.Count; i++)
            {
                Split(words, documents[i]);
                _ = memory.Shingles(words.Hashes, options.NGram);
            }

            long shingles = ThreadTime.Nanoseconds - start;
            start = ThreadTime.Nanoseconds;
            for (int i = 0; i < documents.Count; i++)
            {
                Split(words, documents[i]);
                sketch.Clear();
                memory.Write(words.Hashes, in options, sketch);
            }

            shares.Add(((ThreadTime.Nanoseconds - start) / (double)shingles) - 1);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"minhash 112 permutations add {shares.Order().ElementAt(4):P0} to word and shingle hashes"));
    }
}

/// <summary>What one would write without thinking of speed: words, shingles as strings in a set, their hashes, each function on each of them.</summary>
internal sealed class NaiveMinHash
{
    private const ulong Prime = (1UL << 61) - 1;
    private readonly ulong[] _a;
    private readonly ulong[] _b;

    public NaiveMinHash(int count)
    {
        Random random = new(1);
        _a = [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(1, (long)Prime))];
        _b = [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(0, (long)Prime))];
    }

    public ulong[] Signature(string text)
    {
        string[] words = [.. Words(text)];
        HashSet<string> shingles = [];
        for (int i = 0; i + 5 <= words.Length; i++)
        {
            shingles.Add(string.Join(' ', words, i, 5));
        }

        ulong[] signature = [.. Enumerable.Repeat(ulong.MaxValue, _a.Length)];
        foreach (string shingle in shingles)
        {
            uint hash = (uint)System.IO.Hashing.XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(shingle));
            for (int k = 0; k < signature.Length; k++)
            {
                signature[k] = Math.Min(signature[k], (ulong)((((UInt128)_a[k] * hash) + _b[k]) % Prime));
            }
        }

        return signature;
    }

    private static List<string> Words(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
