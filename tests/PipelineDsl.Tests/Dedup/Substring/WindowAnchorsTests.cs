using System;
using System.Linq;
using System.Runtime.InteropServices;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Substring;

/// <summary>Anchors of windows: a function of the window alone, whatever is around it.</summary>
public sealed class WindowAnchorsTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(40)]
    public void AWindowHasItsAnchorWhereverItStands(int window)
        => Gen.Select(Gen.Int[1, 4], Gen.Byte.Array[0, 200]).Sample((symbols, random) => Check<ByteSymbol>([.. random.Select(b => (byte)(b % symbols))], window), iter: 300);

    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    public void SoHasAWindowOfTokens(int window)
        => Gen.Select(Gen.Int[1, 4], Gen.Byte.Array[0, 120]).Sample(
            (symbols, random) => Check<TokenSymbol>(MemoryMarshal.AsBytes<uint>(random.Select(b => 200_000 + (uint)(b % symbols)).ToArray()).ToArray(), window),
            iter: 300);

    [Fact]
    public void OfRandomTextFewPlacesAreAnchors()
    {
        byte[] text = new byte[1 << 20];
        new Random(1).NextBytes(text);
        WindowAnchors<ByteSymbol> anchors = new(100);
        anchors.Find(text);
        Assert.InRange(anchors.Found.Length, text.Length * 0.97 * 2 / 52, text.Length * 1.03 * 2 / 52);
    }

    [Fact]
    public void AShorterWindowIsAnError() => Assert.Throws<ArgumentOutOfRangeException>(static () => new WindowAnchors<ByteSymbol>(7));

    private static void Check<TSymbol>(byte[] text, int window)
        where TSymbol : struct, ISubstringSymbol
    {
        int windows = Math.Max(0, (text.Length / TSymbol.Size) - window + 1);
        WindowAnchors<TSymbol> anchors = new(window);
        anchors.Find(text);
        AnchoredWindows[] rows = anchors.Found.ToArray();
        Assert.Equal(windows, rows.Sum(static r => r.Count));
        Assert.Equal(Enumerable.Range(0, windows), rows.SelectMany(static r => Enumerable.Range(r.First, r.Count)));

        // Neighbours have different anchors, and each window alone has the one it has among the others.
        Assert.All(rows.Zip(rows.Skip(1)), static pair => Assert.True(pair.First.Anchor < pair.Second.Anchor));
        foreach (AnchoredWindows row in rows)
        {
            for (int i = row.First; i < row.First + row.Count; i++)
            {
                anchors.Find(text.AsSpan(i * TSymbol.Size, window * TSymbol.Size));
                AnchoredWindows alone = Assert.Single(anchors.Found.ToArray());
                Assert.Equal(row.Anchor - i, alone.Anchor);
                Assert.InRange(alone.Anchor, 0, window - anchors.KeyLength);
            }
        }
    }
}
