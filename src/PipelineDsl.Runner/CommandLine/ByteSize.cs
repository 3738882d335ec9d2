using System;
using System.Globalization;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>Amounts of bytes as people write them.</summary>
internal static class ByteSize
{
    private const string Units = "KMGT";

    /// <summary>Parses <c>1073741824</c>, <c>1G</c>, <c>1GB</c> or <c>1GiB</c>: units are powers of 1024, fractions are allowed before one.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        string number = text.Trim();
        if (number.EndsWith("B", StringComparison.OrdinalIgnoreCase))
        {
            number = number[..^1];
            number = number.EndsWith("i", StringComparison.OrdinalIgnoreCase) && number.Length > 1 && Unit(number[^2]) >= 0 ? number[..^1] : number;
        }

        int unit = number.Length > 0 ? Unit(number[^1]) : -1;
        if (unit < 0)
        {
            return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out bytes);
        }

        if (!decimal.TryParse(number[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) || amount > long.MaxValue >> (10 * (unit + 1)))
        {
            return false;
        }

        bytes = (long)(amount * (1L << (10 * (unit + 1))));
        return true;
    }

    /// <summary>Writes an amount with one digit after the point, such as <c>1.5 GB</c>; units are powers of 1000, as disks and networks are measured.</summary>
    public static string Format(double bytes)
    {
        int unit = 0;
        for (; bytes >= 999.5 && unit < Units.Length; unit++)
        {
            bytes /= 1000;
        }

        return unit == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes:F1} {(unit == 1 ? 'k' : Units[unit - 1])}B");
    }

    private static int Unit(char unit) => Units.IndexOf(char.ToUpperInvariant(unit), StringComparison.Ordinal);
}
