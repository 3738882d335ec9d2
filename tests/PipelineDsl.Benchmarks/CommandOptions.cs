using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>The options of a command: <c>--name value…</c>.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the options.</summary>
    /// <param name="arguments">What stands behind the command.</param>
    /// <param name="known">The names that there are.</param>
    /// <exception cref="ArgumentException">An option is unknown, or a value stands before any option.</exception>
    public CommandOptions(IEnumerable<string> arguments, params string[] known)
    {
        List<string>? values = null;
        foreach (string argument in arguments)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                string name = argument[2..];
                if (!known.Contains(name, StringComparer.Ordinal))
                {
                    throw new ArgumentException($"there is no option '{argument}'");
                }

                _values[name] = values = _values.GetValueOrDefault(name) ?? [];
            }
            else
            {
                (values ?? throw new ArgumentException($"'{argument}' stands behind no option")).Add(argument);
            }
        }
    }

    /// <summary>All values of an option that must be given.</summary>
    public string[] All(string name) => _values.TryGetValue(name, out List<string>? values) && values.Count > 0 ? [.. values] : throw new ArgumentException($"--{name} is missing");

    /// <summary>The value of an option that must be given.</summary>
    public string Required(string name) => Text(name) ?? throw new ArgumentException($"--{name} is missing");

    /// <summary>The value of an option, or null.</summary>
    public string? Text(string name) => !_values.TryGetValue(name, out List<string>? values) ? null
        : values.Count == 1 ? values[0]
        : throw new ArgumentException($"--{name} takes one value");

    /// <summary>A whole number.</summary>
    public long Number(string name, long otherwise)
        => Text(name) is not { } text ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw new ArgumentException($"--{name} takes a whole number, not '{text}'");

    /// <summary>A share of the whole.</summary>
    public double Rate(string name, double otherwise)
        => Text(name) is not { } text ? otherwise
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate < 1 ? rate
        : throw new ArgumentException($"--{name} takes a number from 0 to below 1, not '{text}'");

    /// <summary>A number of bytes: <c>500</c>, <c>500KB</c>, <c>20MB</c>, <c>1.5GB</c>; powers of 1000.</summary>
    public static long Size(string text)
    {
        (string Unit, double Bytes)[] units = [("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("", 1)];
        (string unit, double bytes) = units.First(u => text.EndsWith(u.Unit, StringComparison.Ordinal));
        return double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
            ? (long)(count * bytes)
            : throw new ArgumentException($"'{text}' is no size, such as 500MB or 20GB");
    }
}
