using System;
using System.Globalization;

namespace PipelineDsl;

/// <summary>Numbers as RedPajama-v2 publishes them: rounded to eight decimals as Python's <c>round</c> does it, to the even digit where the number lies exactly in the middle.</summary>
internal static class SignalNumber
{
    /// <summary>The number of the rounded decimals.</summary>
    public static double Round(double value)
    {
        Span<byte> digits = stackalloc byte[400];
        return double.Parse(digits[..Format(value, digits)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Appends a rounded number, without zeros at its end; <c>null</c> for NaN.</summary>
    public static void Append(double value, TextBuffer output)
    {
        if (double.IsNaN(value))
        {
            output.Append("null"u8);
            return;
        }

        Span<byte> digits = stackalloc byte[400];
        ReadOnlySpan<byte> text = digits[..Format(value, digits)];
        output.Append(text.TrimEnd((byte)'0').TrimEnd((byte)'.'));
    }

    /// <summary>Appends a whole number.</summary>
    public static void Append(int value, TextBuffer output)
    {
        Span<byte> digits = stackalloc byte[24];
        value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        output.Append(digits[..length]);
    }

    private static int Format(double value, Span<byte> digits)
    {
        // Of binary fractions only odd multiples of 1/512 have nine decimals, so only they can lie in the middle of two numbers of eight.
        double multiple = value * 512;
        int written;
        if (Math.Abs(multiple) < 1L << 32 && double.IsOddInteger(multiple))
        {
            long doubled = (long)multiple * 390_625; // twice the number of units of the eighth decimal, odd
            long even = (doubled - 1) / 2 % 2 == 0 ? (doubled - 1) / 2 : (doubled + 1) / 2;
            ((decimal)even / 100_000_000m).TryFormat(digits, out written, "F8", CultureInfo.InvariantCulture);
            return written;
        }

        value.TryFormat(digits, out written, "F8", CultureInfo.InvariantCulture);
        return written;
    }
}
