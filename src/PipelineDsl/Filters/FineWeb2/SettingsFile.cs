using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PipelineDsl;

/// <summary>Reads a flat file of settings in YAML: keys with numbers, lists of strings, and lists of pairs of numbers. Each setting is read once; what is wrong is said with file and line.</summary>
internal sealed class SettingsFile
{
    private readonly string _path;
    private readonly Dictionary<string, Setting> _settings = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no YAML of this form.</exception>
    public SettingsFile(string path)
    {
        _path = path;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no file of settings {path}", path);
        }

        using StreamReader reader = new(path);
        Parser parser = new(reader);
        try
        {
            Read(parser);
        }
        catch (YamlException exception)
        {
            throw Wrong(exception.Start.Line, exception.Message, exception);
        }
        catch (InvalidOperationException exception)
        {
            throw Wrong(parser.Current?.End.Line ?? 1, "this is no YAML", exception); // the parser has lost its way
        }
    }

    private sealed record Setting(long Line, string? Scalar, List<Setting>? Items)
    {
        public bool Used { get; set; }
    }

    /// <summary>A number that must be there.</summary>
    public double Number(string key) => OptionalNumber(key) ?? throw new InvalidDataException($"{_path}: the setting {key} is missing");

    /// <summary>A number, or null if there is none of that name.</summary>
    public double? OptionalNumber(string key) => Find(key) is { } setting ? ToNumber(key, setting) : null;

    /// <summary>A list of strings that must be there.</summary>
    public List<string> Strings(string key)
        => Required(key) is { Items: { } items } setting
            ? items.ConvertAll(item => item.Scalar ?? throw Wrong(item.Line, $"{key} is a list of strings"))
            : throw Wrong(_settings[key].Line, $"{key} is a list of strings");

    /// <summary>A list of pairs that must be there: by each whole number from <paramref name="first"/> to <paramref name="last"/> the number that stands beside it; positive infinity if it is not in the list.</summary>
    public double[] Pairs(string key, int first, int last)
    {
        double[] values = new double[last - first + 1];
        Array.Fill(values, double.PositiveInfinity);
        if (Required(key).Items is not { } items)
        {
            throw Wrong(_settings[key].Line, $"{key} is a list of pairs");
        }

        foreach (Setting item in items)
        {
            if (item.Items is not [{ } left, { } right])
            {
                throw Wrong(item.Line, $"{key} is a list of pairs");
            }

            double number = ToNumber(key, left);
            if (number < first || number > last || number != Math.Floor(number))
            {
                throw Wrong(left.Line, $"the first of each pair of {key} is a whole number from {first} to {last}");
            }

            values[(int)number - first] = ToNumber(key, right);
        }

        return values;
    }

    /// <summary>Says that settings which nobody has asked for are unknown.</summary>
    public void ThrowIfUnknown()
    {
        foreach (KeyValuePair<string, Setting> setting in _settings)
        {
            if (!setting.Value.Used)
            {
                throw Wrong(setting.Value.Line, $"the setting {setting.Key} is unknown");
            }
        }
    }

    private void Read(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<DocumentStart>(out _))
        {
            parser.Consume<MappingStart>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                Scalar key = parser.Consume<Scalar>();
                if (!_settings.TryAdd(key.Value, ReadValue(parser, key.Start.Line)))
                {
                    throw Wrong(key.Start.Line, $"the setting {key.Value} stands twice");
                }
            }

            parser.Consume<DocumentEnd>();
        }

        parser.Consume<StreamEnd>();
    }

    private Setting ReadValue(Parser parser, long line)
    {
        if (parser.TryConsume<Scalar>(out Scalar? scalar))
        {
            return new Setting(scalar.Start.Line, scalar.Value, null);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            List<Setting> items = [];
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadValue(parser, line));
            }

            return new Setting(line, null, items);
        }

        throw Wrong(parser.Current?.Start.Line ?? line, "a number, a string or a list is expected");
    }

    private Setting? Find(string key)
    {
        if (_settings.TryGetValue(key, out Setting? setting))
        {
            setting.Used = true;
        }

        return setting;
    }

    private Setting Required(string key) => Find(key) ?? throw new InvalidDataException($"{_path}: the setting {key} is missing");

    private double ToNumber(string key, Setting setting)
        => double.TryParse(setting.Scalar, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Wrong(setting.Line, $"{key} is a number");

    private InvalidDataException Wrong(long line, string message, Exception? inner = null) => new($"{_path}({line}): {message}", inner);
}
