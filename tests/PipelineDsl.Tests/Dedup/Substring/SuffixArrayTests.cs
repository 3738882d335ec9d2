using System;
using System.Linq;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Substring;

/// <summary>Suffix arrays against sorting all suffixes by comparison.</summary>
public sealed class SuffixArrayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(256)]
    public void SuffixesAreSorted(int symbols)
        => Gen.Int[0, symbols - 1].Array[0, 120].Sample(Check, iter: 3000);

    /// <summary>Texts made of few words are those in which names repeat, level after level.</summary>
    [Fact]
    public void SuffixesOfTextsThatRepeatThemselvesAreSorted()
        => Gen.Select(Gen.Int[0, 2].Array[1, 7].Array[1, 3], Gen.Int[0, 2].Array[0, 120]).Sample(
            static (words, text) => Check([.. text.SelectMany(i => words[i % words.Length])]),
            iter: 2000);

    [Fact]
    public void FibonacciWordsAreSorted()
    {
        int[] shorter = [0];
        int[] longer = [0, 1];
        while (longer.Length < 2000)
        {
            (shorter, longer) = (longer, [.. longer, .. shorter]);
        }

        Check(longer);
    }

    [Fact]
    public void LongTextsTakeLinearTime()
    {
        // A million equal symbols, then a period of two: any comparison of suffixes would be quadratic. What is expected is known.
        const int Length = 1_000_000;
        int[] suffixes = new int[Length];
        SuffixArray.Build(new byte[Length], suffixes);
        Assert.Equal(Enumerable.Range(0, Length).Reverse(), suffixes);

        byte[] alternating = [.. Enumerable.Range(0, Length).Select(static i => (byte)(i & 1))];
        SuffixArray.Build(alternating, suffixes);
        Assert.Equal(Enumerable.Range(0, Length / 2).Select(static i => Length - 2 - (2 * i)).Concat(Enumerable.Range(0, Length / 2).Select(static i => Length - 1 - (2 * i))), suffixes);
    }

    [Fact]
    public void NumbersMayBeLarge()
    {
        int[] text = [200_018, 0, 99_999, 0, 200_018, 0];
        int[] suffixes = new int[text.Length];
        SuffixArray.Build(text, 200_019, suffixes);
        Assert.Equal([5, 1, 3, 2, 4, 0], suffixes);
    }

    [Fact]
    public void RoomOfAnotherSizeIsAnError()
        => Assert.Contains("3 symbols, there is room for 2", Assert.Throws<ArgumentException>(static () => SuffixArray.Build("abc"u8, new int[2])).Message, StringComparison.Ordinal);

    private static void Check(int[] text)
    {
        byte[] bytes = [.. text.Select(static s => (byte)s)];
        int[] expected = [.. Enumerable.Range(0, text.Length)];
        Array.Sort(expected, (a, b) => bytes.AsSpan(a).SequenceCompareTo(bytes.AsSpan(b)));
        int[] suffixes = new int[text.Length];
        SuffixArray.Build(bytes, suffixes);
        Assert.Equal(expected, suffixes);
        Array.Clear(suffixes);
        SuffixArray.Build(text, 256, suffixes);
        Assert.Equal(expected, suffixes);
    }
}
