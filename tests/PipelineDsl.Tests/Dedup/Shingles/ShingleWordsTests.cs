using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Dedup;

public class ShingleWordsTests(ITestOutputHelper output)
{
    private static readonly TextKernel[] s_kernels = [.. TextKernels.Available];

    private static readonly byte[] s_likely = [0xE4, 0xE5, 0xE9, 0xBF, 0x80, 0xF0, 0xC3, (byte)'a', (byte)' '];

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n.,;!", "")]
    [InlineData("a", "a")]
    [InlineData("Don't STOP_me_now, 42 times!", "don|t|stop_me_now|42|times")]
    [InlineData("naïve Ünïcödé МИР", "naïve|ünïcödé|мир")]
    [InlineData("你好，世界abc文_x", "你|好|世|界|abc|文|_x")]
    [InlineData("ひらがなとカタカナー", "ひ|ら|が|な|と|カ|タ|カ|ナ|ー")]
    [InlineData("한국어 문장", "한국어|문장")]
    [InlineData("e\u0301a", "e|a")]
    [InlineData("ΟΔΥΣΣΕΥΣ Σ ΑΣ.Β", "οδυσσευς|σ|ας|β")]
    [InlineData("İSTANBUL", "i̇stanbul")]
    [InlineData("½ Ⅷ x² ①", "½|ⅷ|x²|①")]
    [InlineData("㐀𠀀々〇⺀", "㐀|𠀀|々|〇")]
    [InlineData("supercalifragilisticexpialidocious_AND_MORE", "supercalifragilisticexpialidocious_and_more")]
    public void WordsAreRunsOfWordCharacters(string text, string words)
    {
        Assert.Equal(words, string.Join('|', ReferenceShingles.Words(text).Select(static w => w.Word)));
        foreach (TextKernel kernel in s_kernels)
        {
            ShingleWords ours = new(kernel);
            AssertIsReference(ours, text, [], []);
        }
    }

    [Fact]
    public void AnyTextHasTheWordsOfTheReference()
    {
        Dictionary<string, ulong> hashes = [];
        Dictionary<ulong, string> words = [];
        foreach (TextKernel kernel in s_kernels)
        {
            ShingleWords ours = new(kernel);
            RandomTexts.Text.Sample(text => AssertIsReference(ours, text, hashes, words), iter: 400, threads: 1);
            TextGen.Texts.Sample(text => AssertIsReference(ours, text, hashes, words), iter: 400, threads: 1);
            RandomTexts.LongText.Sample(text => AssertIsReference(ours, text, hashes, words), iter: 4, threads: 1);
        }

        Assert.True(words.Count > 1000);
    }

    [Fact]
    public void HashesAreThoseOfLowerCase()
    {
        ShingleWords ours = new();
        Assert.Equal(Hashes(ours, "hello WORLD_1 страна k å supercalifragilisticexpialidocious_x"), Hashes(ours, "HELLO world_1 СТРАНА \u212A \u212B SUPERCALIFRAGILISTICEXPIALIDOCIOUS_X"));
        Assert.NotEqual(Hashes(ours, "a_b"), Hashes(ours, "ab"));
        Assert.NotEqual(Hashes(ours, "p"), Hashes(ours, "pp"));
        Assert.NotEqual(Hashes(ours, "0"), Hashes(ours, "P"));
    }

    [Fact]
    public void AnyBytesGiveTheSameWordsWithEveryKernel()
    {
        ShingleWords[] all = [.. s_kernels.Select(static k => new ShingleWords(k))];
        Gen<byte> bytes = Gen.OneOf(Gen.Byte, Gen.Int[0, s_likely.Length - 1].Select(static i => s_likely[i]));
        bytes.Array[0, 300].Sample(
            text =>
            {
                ulong[] hashes = Hashes(all[0], text);
                int[] starts = all[0].Starts.ToArray();
                int[] ends = all[0].Ends.ToArray();
                for (int i = 0; i < starts.Length; i++)
                {
                    Assert.InRange(starts[i], i == 0 ? 0 : ends[i - 1], text.Length);
                    Assert.InRange(ends[i], starts[i] + 1, text.Length);
                }

                foreach (ShingleWords other in all.Skip(1))
                {
                    Assert.Equal(hashes, Hashes(other, text));
                    Assert.Equal(starts, other.Starts);
                    Assert.Equal(ends, other.Ends);
                }
            },
            iter: 20_000,
            threads: 1);
    }

    [Fact]
    public void ShinglesAreEqualIfTheirWordsAre()
    {
        ShingleWords words = new();
        Gen<string> texts = Gen.Int[0, 5].Array[0, 60].Select(static picks => string.Join(' ', picks.Select(static i => "abcdef"[i])));
        Gen.Select(texts, Gen.Int[1, 9]).Sample(
            (text, n) =>
            {
                string[] strings = [.. ReferenceShingles.Words(text).Select(static w => w.Word)];
                ulong[] hashes = Shingles(words, text, n, whole: false);
                Assert.Equal(Math.Max(0, strings.Length - n + 1), hashes.Length);
                string[] windows = [.. Enumerable.Range(0, hashes.Length).Select(i => string.Join(' ', strings[i..(i + n)]))];
                Assert.Equal(windows.Distinct().Count(), hashes.Distinct().Count());
                Assert.Equal(windows.Distinct().Count(), windows.Zip(hashes).Distinct().Count());
                Assert.All(hashes, (hash, i) => Assert.Equal(ShingleHashes.Of(words.Hashes.Slice(i, n)), hash));
                ulong[] whole = Shingles(words, text, n, whole: true);
                Assert.Equal(strings.Length is 0 || strings.Length >= n ? hashes : [ShingleHashes.Of(words.Hashes)], whole);
            },
            iter: 2000,
            threads: 1);
    }

    [Fact]
    public void TheSteadyStateAllocatesNothing()
    {
        ShingleWords words = new();
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Some words, слова и 漢字 with ÉCLAIRS and a very_long_identifier_here. ", 500))));
        long allocated = Allocation.OfCall(() =>
        {
            words.Begin();
            words.Split(buffer.Text);
        });
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void JaccardOfAllLabelledPairsIsExact()
    {
        if (!SharedData.TryFind("data/neardup/derived", output, out string folder))
        {
            return;
        }

        ShingleWords words = new();
        Dictionary<string, HashSet<ulong>> shingles = Lines(Path.Combine(folder, "docs.jsonl.gz")).Select(static line => JsonSerializer.Deserialize<JsonElement>(line)).ToDictionary(
            static row => row.GetProperty("id").GetString()!,
            row => Shingles(words, row.GetProperty("text").GetString()!, 5, whole: false).ToHashSet());
        int pairs = 0;
        foreach (string line in Lines(Path.Combine(folder, "pairs.tsv.gz")).Skip(1))
        {
            string[] fields = line.Split('\t');
            Assert.Equal(fields[2], ReferenceShingles.Jaccard(shingles[fields[0]], shingles[fields[1]]).ToString("F6", CultureInfo.InvariantCulture));
            pairs++;
        }

        Assert.True(pairs > 1000);
    }

    private static void AssertIsReference(ShingleWords ours, string text, Dictionary<string, ulong> hashes, Dictionary<ulong, string> words)
    {
        List<(int Start, int End, string Word)> expected = ReferenceShingles.Words(text);
        ulong[] found = Hashes(ours, text);
        Assert.Equal(expected.Select(static w => w.Start), ours.Starts.ToArray());
        Assert.Equal(expected.Select(static w => w.End), ours.Ends.ToArray());
        for (int i = 0; i < found.Length; i++)
        {
            string word = expected[i].Word;
            Assert.Equal(word, words.TryGetValue(found[i], out string? other) ? other : word);
            Assert.Equal(found[i], hashes.TryGetValue(word, out ulong hash) ? hash : found[i]);
            words[found[i]] = word;
            hashes[word] = found[i];
        }
    }

    private static ulong[] Hashes(ShingleWords words, string text) => Hashes(words, Encoding.UTF8.GetBytes(text));

    private static ulong[] Hashes(ShingleWords words, byte[] text)
    {
        TextBuffer buffer = new();
        buffer.Append(text);
        words.Begin();
        words.Split(buffer.Text);
        return words.Hashes.ToArray();
    }

    private static unsafe ulong[] Shingles(ShingleWords words, string text, int n, bool whole)
    {
        ulong[] hashes = Hashes(words, text);
        ulong[] output = new ulong[hashes.Length + 1];
        fixed (ulong* prefixes = new ulong[hashes.Length + 1], shingles = output)
        {
            return output[..ShingleHashes.Write(hashes, n, whole, prefixes, shingles)];
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
