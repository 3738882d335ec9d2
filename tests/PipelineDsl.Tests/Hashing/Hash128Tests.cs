using System;
using System.Globalization;
using System.IO.Hashing;
using Xunit;

namespace PipelineDsl.Tests.Hashing;

public sealed class Hash128Tests
{
    private static readonly UInt128[] s_numbers = [0, 1, ulong.MaxValue, (UInt128)ulong.MaxValue + 1, UInt128.MaxValue, new UInt128(0x0123456789ABCDEF, 0xFEDCBA9876543210)];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(5000)]
    public void ItIsTheLibrarysHash(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        XxHash128 appended = new();
        appended.Append(bytes);

        Assert.Equal(XxHash128.HashToUInt128(bytes), (UInt128)Hash128.Of(bytes));
        Assert.Equal(XxHash128.HashToUInt128(bytes), (UInt128)Hash128.Of(appended));
    }

    [Fact]
    public void ItIsWrittenAsTheNumberIs()
    {
        foreach (UInt128 number in s_numbers)
        {
            Hash128 hash = number;
            string text = number.ToString("x32", CultureInfo.InvariantCulture);
            Assert.Equal(number, (UInt128)hash);
            Assert.Equal(text, hash.ToString());
            Assert.Equal(text, string.Create(CultureInfo.InvariantCulture, $"{hash}"));
            Assert.Equal(hash, Hash128.Parse(text));
            byte[] little = new byte[Hash128.Bytes];
            hash.WriteLittleEndian(little);
            Assert.Equal(number, System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(little));
            Assert.Equal(hash, Hash128.ReadLittleEndian(little));
        }
    }

    [Fact]
    public void ItIsOrderedAsTheNumberIs()
    {
        foreach (UInt128 a in s_numbers)
        {
            foreach (UInt128 b in s_numbers)
            {
                Assert.Equal(a.CompareTo(b), ((Hash128)a).CompareTo(b));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789abcdef 123456789abcdef")]
    [InlineData("0123456789abcdeg0123456789abcdef")]
    public void AnythingElseIsNoHash(string text)
    {
        Assert.False(Hash128.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Hash128.Parse(text));
    }
}
