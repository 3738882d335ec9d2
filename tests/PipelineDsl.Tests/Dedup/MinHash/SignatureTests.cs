using System;
using System.Linq;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Dedup.MinHash;

/// <summary>Hash functions, their minima, and what they estimate.</summary>
public sealed unsafe class SignatureTests(ITestOutputHelper output)
{
    [Fact]
    public void PermutationsAreThoseOfNumpy()
    {
        // Drawn with numpy.random.RandomState(1).randint(1, 2**61 - 1, dtype=uint64, size=112), then (0, 2**61 - 1).
        MersennePermutations permutations = new(112, 1, low32: false);
        Assert.Equal([775169054918279404UL, 1758426461858698313UL, 2109959069025162UL], permutations.A[..3].ToArray());
        Assert.Equal(223865076026037746UL, permutations.A[111]);
        Assert.Equal([1062448801025099917UL, 1324811268927594100UL, 1217488311597731462UL], permutations.B[..3].ToArray());
        Assert.Equal(1097409548522419201UL, permutations.B[111]);
    }

    [Fact]
    public void InterleavedPairsOfNumpyComeOutToo()
    {
        const ulong Prime = (1UL << 61) - 1;
        NumpyRandom random = new(42);
        foreach ((ulong a, ulong b) in new[] { (2297359619001564596UL, 1396682528897996046UL), (1973689801170867272UL, 1819927849474927636UL), (572192888165898362UL, 571748048327668950UL) })
        {
            Assert.Equal((a, b), (random.Between(1, Prime), random.Between(0, Prime)));
        }
    }

    [Fact]
    public void MinimaAreTheSameWithEveryKernel()
        => Gen.Select(Gen.Int[1, 300], Gen.ULong.Array[0, 60], Gen.ULong).Sample(
            (count, shingles, seed) =>
            {
                uint[] expected = [.. Enumerable.Repeat(uint.MaxValue, count)];
                foreach (TextKernel kernel in TextKernels.Available.Reverse())
                {
                    Permutations permutations = new(count, seed, kernel);
                    uint[] signature = new uint[permutations.Room];
                    fixed (ulong* x = shingles)
                    fixed (uint* s = signature)
                    {
                        permutations.Minima(x, shingles.Length, s);
                    }

                    expected = kernel == TextKernel.Scalar ? signature[..count] : expected;
                    Assert.Equal(expected, signature[..count]);
                }
            },
            iter: 300,
            threads: 1);

    [Fact]
    public void AMinimumIsThatOfOneFunctionOverAllShingles()
    {
        ulong[] shingles = [0, ulong.MaxValue, 0xFFFF_FFFF, 0x1234_5678_9ABC_DEF0];
        Permutations permutations = new(5, 7);
        uint[][] single = [.. shingles.Select(s => Minima(permutations, [s]))];
        uint[] all = Minima(permutations, shingles);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(single.Min(s => s[i]), all[i]);
            Assert.NotEqual(single[0][i], single[1][i]); // the upper half counts
            Assert.Equal(single[0][i], single[2][i]); // the lower one does not
        }

        Assert.Equal(5, Enumerable.Range(0, 5).Select(i => single[3][i]).Distinct().Count());
    }

    [Fact]
    public void DatatrovesMinimaAreTheSameWithEveryKernel()
        => Gen.Select(Gen.Int[1, 40], Gen.ULong.Array[1, 40], Gen.UInt, Gen.Bool).Sample(
            (count, shingles, seed, low) =>
            {
                foreach (TextKernel kernel in TextKernels.Available)
                {
                    MersennePermutations permutations = new(count, seed, low, kernel);
                    ulong[] signature = new ulong[permutations.Room];
                    fixed (ulong* x = shingles)
                    fixed (ulong* s = signature)
                    {
                        permutations.Minima(x, shingles.Length, s);
                    }

                    for (int i = 0; i < count; i++)
                    {
                        ulong a = permutations.A[i];
                        ulong b = permutations.B[i];
                        Assert.Equal(shingles.Min(h => unchecked((h * a) + b) % ((1UL << 61) - 1) & (low ? uint.MaxValue : ulong.MaxValue)), signature[i]);
                    }
                }
            },
            iter: 300,
            threads: 1);

    /// <summary>The share of equal minima estimates Jaccard's index with the error of ideal permutations.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(3000)]
    public void EstimatesAreAsGoodAsThoseOfIdealPermutations(int size)
    {
        const int Count = 112;
        const int Trials = 400;
        Permutations permutations = new(Count, 1);
        ulong state = (ulong)size;
        foreach (double share in new[] { 0.2, 0.5, 0.8, 0.95 })
        {
            double squares = 0;
            double ideal = 0;
            double bias = 0;
            for (int trial = 0; trial < Trials; trial++)
            {
                int common = (int)(size * share);
                ulong[] left = [.. Enumerable.Range(0, size).Select(_ => Next(ref state))];
                ulong[] right = [.. left[..common], .. Enumerable.Range(0, size - common).Select(_ => Next(ref state))];
                double jaccard = common / (double)((2 * size) - common);
                uint[] one = Minima(permutations, left);
                uint[] other = Minima(permutations, right);
                double error = (Enumerable.Range(0, Count).Count(i => one[i] == other[i]) / (double)Count) - jaccard;
                squares += error * error;
                ideal += jaccard * (1 - jaccard) / Count;
                bias += error / Trials;
            }

            double ratio = Math.Sqrt(squares / ideal);
            output.WriteLine($"{size} shingles, share {share}: root mean square error {ratio:F3} times ideal, bias {bias:F4}");
            Assert.InRange(ratio, 0.85, 1.1);
            Assert.InRange(bias, -0.01, 0.01);
        }
    }

    [Fact]
    public void SignaturesAllocateNothing()
    {
        MinHashMemory memory = new();
        Sketch sketch = new();
        ulong[] units = [.. Enumerable.Range(0, 500).Select(static i => (ulong)i * 0x9E37_79B9_7F4A_7C15)];
        long allocated = Allocation.OfCall(() =>
        {
            sketch.Clear();
            memory.Write(units, MinHashOptions.Of(5, 14, 8, 0, 128, 0.8, 1), sketch);
        });
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(0.7, 128, 14, 9)] // RedPajama-V2's splits of 128
    [InlineData(0.8, 128, 9, 13)]
    [InlineData(0.9, 128, 5, 25)]
    [InlineData(0.7, 256, 25, 10)] // bigcode's of 256
    public void TheBestSplitIsThatOfDatasketch(double jaccard, int permutations, int bands, int rows)
        => Assert.Equal(new LshBands(bands, rows), LshBands.BestFor(jaccard, permutations));

    [Fact]
    public void TheChanceIsTheSCurve()
    {
        LshBands split = new(14, 8);
        Assert.Equal(0.924, split.ChanceOf(0.8), 3);
        Assert.Equal(0, split.ChanceOf(0));
        Assert.Equal(1, split.ChanceOf(1));
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 60], Gen.Int[1, 60]).Sample(static (s, b, r) => Math.Abs(new LshBands(b, r).ChanceOf(s) - (1 - Math.Pow(1 - Math.Pow(s, r), b))) < 1e-9);
    }

    [Fact]
    public void JaccardIsThatOfSets()
        => Gen.Select(Gen.Int[0, 30].Array[0, 40], Gen.Int[0, 30].Array[0, 40]).Sample(static (left, right) =>
        {
            ulong[] a = [.. left.Select(static i => (ulong)i).Distinct().Order()];
            ulong[] b = [.. right.Select(static i => (ulong)i).Distinct().Order()];
            double expected = a.Union(b).Any() ? a.Intersect(b).Count() / (double)a.Union(b).Count() : 0;
            Assert.Equal(expected, ShingleSets.Jaccard(a, b));
            Assert.True(expected <= 0.5 || ShingleSets.AreSimilar(a, b, 0.5));
            Assert.True(expected >= 0.5 || !ShingleSets.AreSimilar(a, b, 0.5));
        });

    [Theory]
    [InlineData("", "")]
    [InlineData("  \n ", "")]
    [InlineData("Ab  c", "ab c")]
    [InlineData(" ÉÀ\u3000x\n", "éà x")]
    public void CharactersAreLowerCaseWithSingleSpaces(string text, string same)
    {
        Assert.Equal(Characters(same), Characters(text));
        Assert.Equal(same.Length, Characters(text).Length);
    }

    private static ulong[] Characters(string text)
    {
        ShingleCharacters characters = new();
        characters.Begin();
        characters.OnDocument(System.Text.Encoding.UTF8.GetBytes(text));
        return characters.Hashes.ToArray();
    }

    private static uint[] Minima(Permutations permutations, ulong[] shingles)
    {
        uint[] signature = new uint[permutations.Room];
        fixed (ulong* x = shingles)
        fixed (uint* s = signature)
        {
            permutations.Minima(x, shingles.Length, s);
        }

        return signature[..permutations.Count];
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E37_79B9_7F4A_7C15;
        ulong z = (state ^ (state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
