using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>
/// The arguments of a command: options, and operands, which are all that does not begin with a dash. <c>@FILE</c> stands for the lines of a file, an argument each; what
/// follows <c>--</c> is an operand whatever it looks like.
/// </summary>
internal sealed class Arguments
{
    private readonly IReadOnlyList<Option> _options;
    private readonly List<(Option Option, string Value)> _values = [];
    private readonly List<string> _operands = [];

    /// <summary>Parses arguments.</summary>
    /// <param name="arguments">The arguments after the command's name, response files expanded.</param>
    /// <param name="options">What the command knows.</param>
    /// <exception cref="UsageException">One is unknown or not of this form.</exception>
    public Arguments(IReadOnlyList<string> arguments, IReadOnlyList<Option> options)
    {
        _options = options;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                _operands.AddRange(arguments.Skip(i + 1));
                break;
            }

            if (!argument.StartsWith('-') || argument.Length == 1)
            {
                _operands.Add(argument);
                continue;
            }

            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            Option option = Find(equals < 0 ? argument : argument[..equals]);
            if (equals >= 0)
            {
                Add(option, option.Value is not null ? argument[(equals + 1)..] : throw new UsageException($"--{option.Name} takes no value: write --{option.Name} alone"));
            }
            else if (option.Value is null)
            {
                Add(option, "");
            }
            else if (i + 1 < arguments.Count && (!arguments[i + 1].StartsWith('-') || arguments[i + 1].Length == 1))
            {
                Add(option, arguments[++i]);
            }
            else
            {
                throw new UsageException($"{option.Form}: the value is missing; if it begins with a dash, write --{option.Name}=VALUE");
            }
        }
    }

    /// <summary>What are no options, in order.</summary>
    public IReadOnlyList<string> Operands => _operands;

    /// <summary>Replaces each <c>@FILE</c> by the file's lines; empty ones count for nothing.</summary>
    /// <exception cref="UsageException">A file cannot be read.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> arguments)
    {
        List<string> all = [];
        foreach (string argument in arguments)
        {
            if (!argument.StartsWith('@') || argument.Length == 1)
            {
                all.Add(argument);
                continue;
            }

            try
            {
                all.AddRange(File.ReadAllLines(argument[1..]).Where(static line => line.Length > 0));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"{argument}: the arguments cannot be read from that file: {exception.Message}");
            }
        }

        return all;
    }

    /// <summary>Whether an option was given.</summary>
    public bool Has(string name) => _values.Exists(v => v.Option.Name == name);

    /// <summary>The value of an option that must be there.</summary>
    public string Required(string name) => Optional(name) ?? throw new UsageException($"{_options.First(o => o.Name == name).Form} is missing");

    /// <summary>The value of an option, the last one if it was given several times, or null.</summary>
    public string? Optional(string name) => _values.LastOrDefault(v => v.Option.Name == name).Value;

    /// <summary>All values of an option.</summary>
    public IReadOnlyList<string> All(string name) => [.. _values.Where(v => v.Option.Name == name).Select(static v => v.Value)];

    /// <summary>The value of a whole number, 0 or more, or the default.</summary>
    public long Number(string name, long otherwise)
        => Optional(name) is not { } text ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw new UsageException($"--{name}={text}: a whole number, 0 or more, is wanted");

    /// <summary>The value of an amount of bytes, or the default.</summary>
    public long Size(string name, long otherwise)
        => Optional(name) is not { } text ? otherwise
            : ByteSize.TryParse(text, out long value) ? value
            : throw new UsageException($"--{name}={text}: a number of bytes is wanted, such as 1073741824, 512M or 1.5G");

    /// <summary>The value of an option that takes one of a few words, or the default.</summary>
    public string Choice(string name, string otherwise, params ReadOnlySpan<string> choices)
    {
        string value = Optional(name) ?? otherwise;
        return choices.Contains(value) ? value : throw new UsageException($"--{name}={value}: one of these is wanted: {string.Join(", ", choices)}{Meant(value, choices.ToArray(), "")}");
    }

    /// <summary>Fails if there are more operands than a command takes.</summary>
    /// <param name="most">The most it takes.</param>
    public void TakeOperands(int most)
    {
        if (_operands.Count > most)
        {
            throw new UsageException($"'{_operands[most]}' is one argument too many{Meant(_operands[most], [.. Names()], "--")}");
        }
    }

    /// <summary>A question that ends a message: whether the nearest of some names was meant; empty if none is near.</summary>
    public static string Meant(string word, IEnumerable<string> names, string prefix) => NearestName.Of(word, names) is { } name ? $"; did you mean {prefix}{name}?" : "";

    private void Add(Option option, string value)
    {
        if (!option.Repeats && option.Value is not null && _values.Find(v => ReferenceEquals(v.Option, option)) is { Option: not null } before && before.Value != value)
        {
            throw new UsageException($"--{option.Name} is given twice, as '{before.Value}' and as '{value}'");
        }

        _values.Add((option, value));
    }

    private Option Find(string argument)
    {
        string name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : "";
        return _options.FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name))
            ?? throw new UsageException($"there is no option {argument}{Meant(argument.TrimStart('-'), Names(), "--")}");
    }

    private IEnumerable<string> Names() => _options.Where(static o => !o.IsHidden).SelectMany(static o => o.Aliases.Prepend(o.Name));
}
