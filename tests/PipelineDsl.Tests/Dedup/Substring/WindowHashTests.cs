using System.Collections.Generic;
using System.Numerics;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Substring;

/// <summary>Rolled hashes of windows against hashes of each window alone, and against arithmetic with big integers.</summary>
public sealed unsafe class WindowHashTests
{
    [Fact]
    public void RollingIsHashingAnew()
        => Gen.Select(Gen.Byte.Array[8, 100], Gen.Int[8, 20], Gen.Int[0, 7]).Sample(
            static (text, window, seed) =>
            {
                fixed (byte* start = text)
                {
                    WindowHash<ByteSymbol> rolled = new(window, seed);
                    WindowHash<ByteSymbol> anew = new(window, seed);
                    for (int i = 0; i + window <= text.Length; i++)
                    {
                        if (i == 0)
                        {
                            rolled.Start(start);
                        }
                        else
                        {
                            rolled.Roll(start + i - 1);
                        }

                        anew.Start(start + i);
                        Assert.Equal((anew.High, anew.Low), (rolled.High, rolled.Low));
                    }
                }
            },
            iter: 500);

    [Fact]
    public void TheHashIsAPolynomialModuloThePrime()
    {
        BigInteger prime = (BigInteger.One << 61) - 1;
        uint[] ids = [uint.MaxValue, 0, 1, 0x8000_0000, 77, uint.MaxValue, uint.MaxValue, 5];
        fixed (uint* start = ids)
        {
            // The point itself is the hash of a window that ends in 1, 0.
            uint[] unit = [0, 0, 0, 0, 0, 0, 1, 0];
            WindowHash<TokenSymbol> hash = new(ids.Length, 0);
            fixed (uint* point = unit)
            {
                hash.Start((byte*)point);
            }

            (BigInteger high, BigInteger low) = (hash.High, hash.Low);
            Assert.NotEqual(high, low);
            BigInteger expectedHigh = 0;
            BigInteger expectedLow = 0;
            foreach (uint id in ids)
            {
                expectedHigh = ((expectedHigh * high) + id) % prime;
                expectedLow = ((expectedLow * low) + id) % prime;
            }

            hash.Start((byte*)start);
            Assert.Equal((expectedHigh, expectedLow), ((BigInteger)hash.High, (BigInteger)hash.Low));
        }
    }

    [Fact]
    public void SeedsGiveOtherHashes()
    {
        HashSet<(ulong High, ulong Low)> seen = [];
        byte[] text = "a window"u8.ToArray();
        fixed (byte* start = text)
        {
            for (int seed = 0; seed < 8; seed++)
            {
                WindowHash<ByteSymbol> hash = new(text.Length, seed);
                hash.Start(start);
                Assert.True(seen.Add((hash.High, hash.Low)));
            }
        }
    }
}
