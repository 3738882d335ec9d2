using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace PipelineDsl;

/// <summary>
/// Thresholds for source files by language and extension: a CSV file with the columns <c>language</c>, <c>extension</c>, <c>Include</c>, <c>Long_line_threshold</c>, <c>Alphanum_threshold</c> and <c>Alpha filter</c>, as StarCoder and
/// NeMo Curator have it.
/// </summary>
/// <remarks>
/// A file type is included if <c>Include</c> is 1. A threshold that is no number, or 0, is none; with one for long lines goes one of 100 for the mean line. Languages are written in lower case with hyphens for spaces; <c>C#</c> and
/// <c>F#</c> are <c>c-sharp</c> and <c>f-sharp</c>.
/// </remarks>
public sealed class CodeThresholds : IService<CodeThresholds>
{
    private static readonly string[] s_columns = ["language", "extension", "Include", "Long_line_threshold", "Alphanum_threshold", "Alpha filter"];

    private readonly Utf8Set _types;
    private readonly Entry[] _entries;

    private CodeThresholds(Utf8Set types, Entry[] entries)
    {
        _types = types;
        _entries = entries;
    }

    /// <summary>The thresholds of a file type; infinite or 0 where there is none.</summary>
    internal readonly record struct Entry(bool Included, double MaxLineLength, double MaxMeanLineLength, double MinAlphanumericRatio, double MinLetterRatio);

    /// <summary>The number of file types.</summary>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public static CodeThresholds Load(in ServiceRequest request)
    {
        string path = request.Path ?? throw new InvalidDataException("no file of thresholds was named");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no file of thresholds {path}", path);
        }

        using StreamReader reader = new(path, Encoding.UTF8);
        List<string> header = Split(reader.ReadLine() ?? "");
        int[] columns = Array.ConvertAll(s_columns, header.IndexOf);
        if (Array.IndexOf(columns, -1) is >= 0 and int missing)
        {
            throw new InvalidDataException($"{path}(1): the column {s_columns[missing]} is missing");
        }

        Dictionary<string, Entry> byType = new(StringComparer.Ordinal);
        int line = 1;
        for (string? row = reader.ReadLine(); row is not null; row = reader.ReadLine())
        {
            line++;
            if (row.Length == 0)
            {
                continue;
            }

            List<string> fields = Split(row);
            if (fields.Count != header.Count)
            {
                throw new InvalidDataException($"{path}({line}): there are {fields.Count} fields in place of {header.Count}");
            }

            string[] values = Array.ConvertAll(columns, c => fields[c]);
            double longest = int.TryParse(values[3], NumberStyles.Integer, CultureInfo.InvariantCulture, out int limit) && limit != 0 ? limit : double.PositiveInfinity;
            byType[$"{values[0]}\n{values[1]}"] = new Entry(values[2] == "1", longest, double.IsInfinity(longest) ? double.PositiveInfinity : 100, Share(values[4]), Share(values[5]));
        }

        Utf8Set.Builder types = new();
        List<Entry> entries = [];
        foreach ((string type, Entry entry) in byType)
        {
            types.Add(Encoding.UTF8.GetBytes(type));
            entries.Add(entry);
        }

        return new CodeThresholds(types.Build(), [.. entries]);
    }

    /// <summary>The thresholds of a file type; those of one that is not included if the file has none.</summary>
    /// <param name="language">The language, as data sets write it.</param>
    /// <param name="extension">The extension, without a full stop.</param>
    internal Entry Of(ReadOnlySpan<byte> language, ReadOnlySpan<byte> extension)
    {
        Span<byte> type = stackalloc byte[128];
        if (language.Length + extension.Length + 8 > type.Length)
        {
            return default;
        }

        int length = 0;
        if (language is [(byte)'C' or (byte)'F', (byte)'#'])
        {
            type[0] = (byte)(language[0] | 0x20);
            "-sharp"u8.CopyTo(type[1..]);
            length = 7;
        }
        else
        {
            foreach (byte value in language)
            {
                type[length++] = value == ' ' ? (byte)'-' : value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
            }
        }

        type[length++] = (byte)'\n';
        extension.CopyTo(type[length..]);
        int number = _types.Find(type[..(length + extension.Length)]);
        return number < 0 ? default : _entries[number];
    }

    private static double Share(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) ? share : 0;

    /// <summary>The fields of a row, in quotation marks or not.</summary>
    private static List<string> Split(string row)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false;
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] == '"')
            {
                if (quoted && i + 1 < row.Length && row[i + 1] == '"')
                {
                    field.Append(row[++i]);
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (row[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(row[i]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
