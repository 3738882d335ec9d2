using System;
using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Filters.RedPajama;

public class SignalNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(10, "10")]
    [InlineData(1.0 / 3, "0.33333333")]
    [InlineData(2.0 / 3, "0.66666667")]
    [InlineData(1.0 / 512, "0.00195312")]
    [InlineData(3.0 / 512, "0.00585938")]
    [InlineData(-1.0 / 512, "-0.00195312")]
    [InlineData(7.000000005, "7.00000001")] // it lies above the middle
    [InlineData(double.NaN, "null")]
    public void NumbersAreThoseOfPython(double value, string text) => Assert.Equal(text, Written(value));

    [Fact]
    public void RoundingIsExact() => Gen.OneOf(Gen.Double[0, 20], Gen.Int[-5000, 5000].Select(static i => i / 512.0), Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 1000], static (a, b) => (double)a / b)).Sample(static value =>
    {
        double rounded = (double)Exact(value) / 1e8;
        Assert.Equal(rounded, double.Parse(Written(value), CultureInfo.InvariantCulture));
        Assert.Equal(rounded, SignalNumber.Round(value));
    });

    private static string Written(double value)
    {
        TextBuffer buffer = new();
        SignalNumber.Append(value, buffer);
        return Encoding.UTF8.GetString(buffer.Bytes);
    }

    /// <summary>The nearest number of units of the eighth decimal, to even, by whole numbers alone.</summary>
    private static BigInteger Exact(double value)
    {
        BigInteger scaled = new BigInteger(Math.ScaleB(Math.Abs(value) - Math.Floor(Math.Abs(value)), 1000)) + (new BigInteger(Math.Floor(Math.Abs(value))) << 1000);
        BigInteger units = BigInteger.DivRem(scaled * 100_000_000, BigInteger.One << 1000, out BigInteger rest);
        int side = (2 * rest).CompareTo(BigInteger.One << 1000);
        units += side > 0 || (side == 0 && !units.IsEven) ? 1 : 0;
        return value < 0 ? -units : units;
    }
}
