using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Bloom;

public class BloomFilterTests
{
    public static TheoryData<long, int> Sizes => new()
    {
        { 64 * 1000, 8 }, // no power of two
        { 1 << 16, 1 },
        { 1 << 16, 5 },
        { 64 * 777, 11 },
        { 64 * 1021, 16 },
    };

    /// <summary>Keys that were never added are found as often as theory says: within four standard deviations.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void FalsePositivesAreAsFrequentAsTheorySays(long bytes, int hashes)
    {
        const int Asked = 400_000;
        int items = (int)(bytes * 8 / 12);
        using BloomFilter filter = new(bytes, hashes, seed: 3);
        for (int i = 0; i < items; i++)
        {
            filter.Add(Key(i));
        }

        int found = Enumerable.Range(0, Asked).Count(i => filter.Contains(Key(1_000_000_000 + i)));
        double expected = BloomSize.FalsePositiveRate(bytes, items, hashes);
        double deviation = Math.Sqrt(expected / Asked) + (expected * 0.02); // the second: how the keys happen to be spread over the blocks
        Assert.InRange(found / (double)Asked, expected - (4 * deviation), expected + (4 * deviation));
        Assert.InRange(filter.Measure().FalsePositiveRate, expected * 0.93, expected * 1.07);
        Assert.InRange(filter.Items, items * (1 - (2 * expected)) - 1, items);
    }

    [Fact]
    public void NothingThatWasAddedIsForgotten() => Gen.Select(Gen.Int[0, 1 << 20].Array[0, 300], Gen.Int[1, 16], Gen.Long[1, 5000], Gen.ULong).Sample(
        static (keys, hashes, bytes, seed) =>
        {
            using BloomFilter filter = new(bytes, hashes, seed);
            foreach (int key in keys)
            {
                filter.Add(Key(key));
                Assert.False(filter.Add(Key(key)));
            }

            Assert.All(keys, key => Assert.True(filter.Contains(Key(key))));
            bool[] found = new bool[keys.Length];
            Assert.Equal(keys.Length, filter.Contains([.. keys.Select(Key)], found));
            Assert.All(found, Assert.True);
        },
        iter: 200);

    /// <summary>A filter in which about half of the bits are set, asked by every kernel that the machine has.</summary>
    [Fact]
    public void EveryKernelGivesTheSameAnswers()
    {
        for (int hashes = 1; hashes <= 16; hashes++)
        {
            List<BloomFilter> filters = [.. TextKernels.Available.Select(kernel => new BloomFilter(64 * 7, hashes, 5, kernel))];
            for (int i = 0; i < 7 * 512 * 7 / 10 / hashes; i++)
            {
                filters.ForEach(filter => filter.Add(Key(i)));
            }

            int found = 0;
            for (int i = 0; i < 3000; i++)
            {
                bool expected = filters[^1].Contains(Key(i));
                found += expected ? 1 : 0;
                Assert.All(filters, filter => Assert.Equal(expected, filter.Contains(Key(i))));
            }

            Assert.InRange(found, 1, 2999);
            filters.ForEach(static filter => filter.Dispose());
        }
    }

    [Fact]
    public void ASavedFilterIsTheSame()
    {
        using BloomFilter filter = BloomFilter.For(5000, 0.001, seed: 9);
        for (int i = 0; i < 5000; i++)
        {
            filter.Add(Key(i));
        }

        MemoryStream stream = new();
        filter.Save(stream, "kind");
        stream.Position = 0;
        using BloomFilter loaded = BloomFilter.Load(stream, "kind");
        Assert.Equal((filter.Bytes, filter.Hashes, filter.Seed, filter.Items), (loaded.Bytes, loaded.Hashes, loaded.Seed, loaded.Items));
        Assert.Equal(filter.Measure(), loaded.Measure());
        for (int i = 0; i < 20_000; i++)
        {
            Assert.Equal(filter.Contains(Key(i)), loaded.Contains(Key(i)));
        }
    }

    /// <summary>Bits are a function of keys and seed alone: the file's hash is what it was on the machine where this was written.</summary>
    [Fact]
    public void TheBitsAreTheSameOnEveryMachine()
    {
        using BloomFilter filter = BloomFilter.For(1000, 0.01, seed: 1);
        Assert.Equal((1280, 7), (filter.Bytes, filter.Hashes));
        for (int i = 0; i < 1000; i++)
        {
            filter.Add(Key(i));
        }

        MemoryStream stream = new();
        filter.Save(stream, "kind");
        Assert.Equal("4730821632d7953da3e7914c3dc9185a", DedupKey.Of(stream.ToArray()).ToString("x32", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("text", "no Bloom filter")]
    [InlineData("version", "version is 7")]
    [InlineData("head", "head is damaged")]
    [InlineData("cut", "cut short")]
    [InlineData("bit", "checksum")]
    [InlineData("kind", "it was made for 'kind', the step needs 'other'")]
    public void ADamagedFilterIsAnError(string what, string expected)
    {
        MemoryStream stream = new();
        using (BloomFilter filter = new(1000, 3))
        {
            filter.Save(stream, "kind");
        }

        byte[] bytes = stream.ToArray();
        switch (what)
        {
            case "text":
                bytes[0] = (byte)'x';
                break;
            case "version":
                bytes[8] = 7;
                break;
            case "head":
                bytes[12] = 17;
                break;
            case "cut":
                bytes = bytes[..^1];
                break;
            case "bit":
                bytes[^1] ^= 1;
                break;
        }

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => BloomFilter.Load(new MemoryStream(bytes), what == "kind" ? "other" : "kind"));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, 0.5)]
    [InlineData(1_000_000, 0.01)]
    [InlineData(123_456, 1e-4)]
    [InlineData(10_000_000, 1e-6)]
    [InlineData(1000, 1e-12)]
    public void TheSizeIsTheLeastThatKeepsTheRate(long items, double rate)
    {
        long bytes = BloomSize.Bytes(items, rate);
        int hashes = BloomSize.BestHashes(bytes, items);
        Assert.InRange(BloomSize.FalsePositiveRate(bytes, items, hashes), 0, rate * 1.0000001);
        long less = bytes - (bytes / 50 / 64 * 64) - 64;
        Assert.True(less < 64 || BloomSize.FalsePositiveRate(less, items, BloomSize.BestHashes(less, items)) > rate);

        // A classic filter takes 1.44 log2(1/rate) bits a key; blocks cost some more.
        Assert.InRange(bytes * 8.0 / items, 1.44 * Math.Log2(1 / rate), (1.44 * Math.Log2(1 / rate) * 3.5) + 1);
    }

    private static UInt128 Key(int i) => DedupKey.Of(BitConverter.GetBytes(i));
}
