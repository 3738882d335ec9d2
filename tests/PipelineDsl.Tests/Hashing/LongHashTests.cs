using System;
using System.IO.Hashing;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Hashing;

public class LongHashTests
{
    /// <summary>Every length around the borders of stripes (64 bytes) and blocks (1024), by every kernel.</summary>
    [Fact]
    public void EveryKernelGivesXxh3()
    {
        byte[] bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        foreach (TextKernel kernel in TextKernels.Available)
        {
            for (int length = LongHash.ShortBytes + 1; length <= 4200; length += length % 64 is 62 or 63 or 0 or 1 ? 1 : 13)
            {
                ReadOnlySpan<byte> text = bytes.AsSpan(length % 7, length);
                Assert.True(XxHash128.HashToUInt128(text) == (UInt128)LongHash.Of(text, kernel), $"{kernel}, {length} bytes");
            }
        }
    }

    [Fact]
    public void TheKeyIsXxh3OfAnyBytes() => Gen.Byte.Array[0, 3000].Sample(
        static bytes => Assert.Equal(XxHash128.HashToUInt128(bytes), DedupKey.Of(bytes)),
        iter: 500);
}
