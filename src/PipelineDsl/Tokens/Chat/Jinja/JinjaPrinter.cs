using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PipelineDsl;

/// <summary>Values as text: Python's <c>str</c> and <c>repr</c>, and <c>json.dumps</c> as transformers calls it. Strings in them keep the origin of their characters.</summary>
internal static class JinjaPrinter
{
    private const int MaxDepth = 200;

    /// <summary><c>str(value)</c>.</summary>
    public static JinjaText Str(object? value) => value switch
    {
        JinjaText text => text,
        JinjaUndefined => JinjaText.Empty,
        _ => Repr(value),
    };

    /// <summary><c>repr(value)</c>.</summary>
    public static JinjaText Repr(object? value)
    {
        JinjaTextBuilder builder = new();
        Repr(value, builder, 0);
        return builder.ToText();
    }

    /// <summary>A number as Python prints it: the shortest digits that give the same number, with an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        string sign = double.IsNegative(value) ? "-" : "";
        string[] shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        string[] mantissa = shortest[0].Split('.');
        string digits = string.Concat(mantissa);
        int zeros = digits.Length - digits.TrimStart('0').Length;
        int exponent = value == 0 ? 0 : mantissa[0].Length - 1 - zeros + (shortest.Length > 1 ? int.Parse(shortest[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        digits = digits.Trim('0') is { Length: > 0 } trimmed ? trimmed : "0";
        if (exponent is < -4 or >= 16)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        return digits.Length > exponent + 1
            ? $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}"
            : $"{sign}{digits}{new string('0', exponent + 1 - digits.Length)}.0";
    }

    /// <summary><c>json.dumps(value, ensure_ascii, indent, separators, sort_keys)</c>.</summary>
    public static JinjaText Json(object? value, bool ensureAscii, string? indent, string itemSeparator, string keySeparator, bool sortKeys)
    {
        JinjaTextBuilder builder = new();
        new JsonWriter(builder, ensureAscii, indent, itemSeparator, keySeparator, sortKeys).Write(value, 0);
        return builder.ToText();
    }

    private static void Repr(object? value, JinjaTextBuilder builder, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new JinjaException("a value is nested too deeply to print");
        }

        switch (value)
        {
            case null:
                builder.Append("None");
                break;
            case bool b:
                builder.Append(b ? "True" : "False");
                break;
            case long number:
                builder.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                builder.Append(Float(number));
                break;
            case JinjaText text:
                Quote(text, builder);
                break;
            case JinjaList { Kind: JinjaListKind.Generator }:
                throw new JinjaException("a generator has no text of its own: make it a list");
            case JinjaList { Kind: JinjaListKind.View } view:
                builder.Append(view.ViewName + "(");
                ReprItems(view, builder, depth);
                builder.Append(")");
                break;
            case JinjaList list:
                ReprItems(list, builder, depth);
                break;
            case JinjaDict dict:
                ReprEntries(dict, builder, depth);
                break;
            case JinjaUndefined:
                builder.Append("Undefined");
                break;
            default:
                throw new JinjaException("a function, namespace or loop has no text");
        }
    }

    private static void ReprItems(JinjaList list, JinjaTextBuilder builder, int depth)
    {
        bool isTuple = list.Kind == JinjaListKind.Tuple;
        builder.Append(isTuple ? "(" : "[");
        for (int i = 0; i < list.Items.Count; i++)
        {
            builder.Append(i > 0 ? ", " : "");
            Repr(list.Items[i], builder, depth + 1);
        }

        builder.Append(isTuple ? list.Items.Count == 1 ? ",)" : ")" : "]");
    }

    private static void ReprEntries(JinjaDict dict, JinjaTextBuilder builder, int depth)
    {
        builder.Append("{");
        bool any = false;
        foreach ((object? key, object? value) in dict.Entries)
        {
            builder.Append(any ? ", " : "");
            any = true;
            Repr(key, builder, depth + 1);
            builder.Append(": ");
            Repr(value, builder, depth + 1);
        }

        builder.Append("}");
    }

    /// <summary>A string as Python's repr quotes it: single quotes unless it holds some and no double ones.</summary>
    private static void Quote(JinjaText text, JinjaTextBuilder builder)
    {
        string value = text.Value;
        char quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        string mark = quote.ToString();
        builder.Append(mark);
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            ushort origin = text.Origin(i);
            bool isPair = i + 1 < value.Length && char.IsSurrogatePair(c, value[i + 1]);
            int code = isPair ? char.ConvertToUtf32(c, value[i + 1]) : c;
            string? escape = c == quote || c == '\\' ? $"\\{c}"
                : c == '\n' ? "\\n"
                : c == '\r' ? "\\r"
                : c == '\t' ? "\\t"
                : code < 0x20 || code == 0x7F ? string.Create(CultureInfo.InvariantCulture, $"\\x{code:x2}")
                : code < 0x7F || IsPrintable(code) ? null
                : code <= 0xFF ? string.Create(CultureInfo.InvariantCulture, $"\\x{code:x2}")
                : code <= 0xFFFF ? string.Create(CultureInfo.InvariantCulture, $"\\u{code:x4}")
                : string.Create(CultureInfo.InvariantCulture, $"\\U{code:x8}");
            builder.Append(escape ?? value.Substring(i, isPair ? 2 : 1), origin);
            i += isPair ? 1 : 0;
        }

        builder.Append(mark);
    }

    /// <summary>Python's <c>str.isprintable</c> of one character beyond ASCII: no separator, control, format, surrogate, private-use or unassigned character.</summary>
    private static bool IsPrintable(int code)
        => !UnicodeCategories.IsIn(code, CategorySet.Separator | CategorySet.Other);

    private sealed class JsonWriter(JinjaTextBuilder builder, bool ensureAscii, string? indent, string itemSeparator, string keySeparator, bool sortKeys)
    {
        public void Write(object? value, int depth)
        {
            if (depth > MaxDepth)
            {
                throw new JinjaException("a value is nested too deeply for JSON");
            }

            switch (value)
            {
                case null:
                    builder.Append("null");
                    break;
                case bool b:
                    builder.Append(b ? "true" : "false");
                    break;
                case long number:
                    builder.Append(number.ToString(CultureInfo.InvariantCulture));
                    break;
                case double number:
                    builder.Append(FloatJson(number));
                    break;
                case JinjaText text:
                    WriteString(text);
                    break;
                case JinjaList { IsIndexed: true } list:
                    WriteAll(list.Items, "[", "]", depth, Write);
                    break;
                case JinjaDict dict:
                    IEnumerable<KeyValuePair<object?, object?>> entries = dict.Entries;
                    entries = sortKeys ? entries.OrderBy(static e => e.Key, Comparer<object?>.Create(JinjaOperators.Compare)) : entries;
                    WriteAll([.. entries], "{", "}", depth, WriteEntry);
                    break;
                default:
                    throw new JinjaException(value is JinjaUndefined undefined ? undefined.Reason : "this value has no JSON");
            }
        }

        private static string FloatJson(double value)
            => double.IsFinite(value) ? Float(value) : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

        private void WriteEntry(KeyValuePair<object?, object?> entry, int depth)
        {
            if (entry.Key is JinjaText key)
            {
                WriteString(key);
            }
            else
            {
                builder.Append("\"");
                Write(entry.Key is JinjaList or JinjaDict ? throw new JinjaException("a key of JSON must be a string") : entry.Key, depth);
                builder.Append("\"");
            }

            builder.Append(keySeparator);
            Write(entry.Value, depth);
        }

        private void WriteAll<T>(IReadOnlyList<T> items, string open, string close, int depth, Action<T, int> write)
        {
            builder.Append(open);
            for (int i = 0; i < items.Count; i++)
            {
                builder.Append(i > 0 ? itemSeparator : "");
                NewLine(depth + 1);
                write(items[i], depth + 1);
            }

            if (items.Count > 0)
            {
                NewLine(depth);
            }

            builder.Append(close);
        }

        private void NewLine(int depth)
        {
            if (indent is not null)
            {
                builder.Append("\n" + string.Concat(Enumerable.Repeat(indent, depth)));
            }
        }

        private void WriteString(JinjaText text)
        {
            builder.Append("\"");
            for (int i = 0; i < text.Value.Length; i++)
            {
                char c = text.Value[i];
                string piece = c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '\b' => "\\b",
                    '\f' => "\\f",
                    < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    > '~' when ensureAscii => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => c.ToString(),
                };
                builder.Append(piece, text.Origin(i));
            }

            builder.Append("\"");
        }
    }
}
