using System.Collections.Generic;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Features.Repetition;

public unsafe class TextHashTests
{
    /// <summary>Strings of bytes that multiplications do not love: mostly zeros.</summary>
    [Fact]
    public void DifferentStringsHaveDifferentHashes()
    {
        Dictionary<ulong, string> seen = [];
        Gen.Select(Gen.Int[0, 80], Gen.Int[0, 79].Array[0, 6], Gen.Byte).Sample(
            (length, places, value) =>
            {
                byte[] bytes = new byte[length + 32];
                foreach (int place in places)
                {
                    bytes[place % (length + 1)] = value;
                }

                string expected = $"{length}: {System.Convert.ToHexString(bytes, 0, length)}";
                bytes[length] = 0xFF; // what follows is no part of it
                fixed (byte* text = bytes)
                {
                    ulong hash = TextHash.Of(text, length);
                    Assert.Equal(expected, seen.TryGetValue(hash, out string? other) ? other : expected);
                    seen[hash] = expected;
                }
            },
            iter: 50_000,
            threads: 1);
        Assert.True(seen.Count > 20_000);
    }

    [Fact]
    public void TheOrderOfTwoValuesCounts()
    {
        Assert.NotEqual(TextHash.Combine(1, 2), TextHash.Combine(2, 1));
        Assert.NotEqual(TextHash.Combine(0, 0), TextHash.Combine(0, 1));
    }
}
