using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PipelineDsl;

/// <summary>The filters of Jinja 3.1, as far as chat templates can use them, and transformers' <c>tojson</c>.</summary>
internal static class JinjaFilters
{
    private static readonly Dictionary<string, Func<object?, JinjaCallValues, object?>> s_filters = new(StringComparer.Ordinal)
    {
        ["abs"] = static (v, _) => v is double d ? Math.Abs(d) : JinjaOperators.TryInteger(v, out long l) ? (object)Math.Abs(l) : throw Wrong("abs", v),
        ["attr"] = static (v, a) => JinjaMembers.Attribute(v, a.NeedText(0, "name").Value),
        ["batch"] = static (v, a) => Batch(v, a),
        ["capitalize"] = static (v, _) => JinjaStrings.Capitalize(Text(v)),
        ["center"] = static (v, a) => JinjaStrings.Pad(Text(v), a.GetInteger(0, "width", 80), left: true, right: true),
        ["count"] = static (v, _) => JinjaOperators.Length(v),
        ["d"] = static (v, a) => Default(v, a),
        ["default"] = static (v, a) => Default(v, a),
        ["dictsort"] = static (v, a) => DictSort(v, a),
        ["e"] = static (v, _) => Escape(Text(v)),
        ["escape"] = static (v, _) => Escape(Text(v)),
        ["first"] = static (v, _) => JinjaOperators.Iterate(v) is { Count: > 0 } items ? items[0] : new JinjaUndefined("no first item, sequence was empty"),
        ["float"] = static (v, a) => ToFloat(v, a),
        ["format"] = static (v, a) => Format(Text(v), a.Named.Count > 0 ? throw new JinjaException("format takes no named values here") : a.Positional),
        ["groupby"] = static (v, a) => GroupBy(v, a),
        ["indent"] = static (v, a) => Indent(v as JinjaText ?? throw Wrong("indent", v), a),
        ["int"] = static (v, a) => ToInteger(v, a),
        ["items"] = static (v, _) => v is JinjaDict dict ? new JinjaList(dict.Entries.Select(static e => (object?)new JinjaList([e.Key, e.Value], JinjaListKind.Tuple)), JinjaListKind.Generator)
            : v is JinjaUndefined ? new JinjaList([], JinjaListKind.Generator)
            : throw Wrong("items", v),
        ["join"] = static (v, a) => Join(v, a),
        ["last"] = static (v, _) => JinjaOperators.Iterate(v) is { Count: > 0 } items ? items[^1] : new JinjaUndefined("no last item, sequence was empty"),
        ["length"] = static (v, _) => JinjaOperators.Length(v),
        ["list"] = static (v, _) => new JinjaList(JinjaOperators.Iterate(v)),
        ["lower"] = static (v, _) => JinjaStrings.Lower(Text(v)),
        ["map"] = static (v, a) => Map(v, a),
        ["max"] = static (v, a) => Extreme(v, a, sign: 1),
        ["min"] = static (v, a) => Extreme(v, a, sign: -1),
        ["reject"] = static (v, a) => Select(v, a, keep: false, byAttribute: false),
        ["rejectattr"] = static (v, a) => Select(v, a, keep: false, byAttribute: true),
        ["replace"] = static (v, a) => JinjaStrings.Replace(Text(v), Text(a.Need(0, "old")).Value, Text(a.Need(1, "new")), a.Get(2, "count") is null ? -1 : a.GetInteger(2, "count", -1)),
        ["reverse"] = static (v, _) => v is JinjaText text ? JinjaMembers.Slice(text, null, null, -1L) : new JinjaList(JinjaOperators.Iterate(v).Reverse(), JinjaListKind.Generator),
        ["round"] = static (v, a) => Round(v, a),
        ["safe"] = static (v, _) => Text(v),
        ["select"] = static (v, a) => Select(v, a, keep: true, byAttribute: false),
        ["selectattr"] = static (v, a) => Select(v, a, keep: true, byAttribute: true),
        ["slice"] = static (v, a) => Slices(v, a),
        ["sort"] = static (v, a) => Sort(v, a),
        ["string"] = static (v, _) => Text(v),
        ["sum"] = static (v, a) => JinjaOperators.Iterate(v).Select(i => a.Get(0, "attribute") is { } path ? Attribute(i, path) : i).Aggregate(a.Get(1, "start", 0L), static (sum, i) => JinjaOperators.Binary("+", sum, i)),
        ["title"] = static (v, _) => TitleWords(Text(v)),
        ["tojson"] = static (v, a) => ToJson(v, a),
        ["trim"] = static (v, a) => Text(v).Strip((a.Get(0, "chars") as JinjaText)?.Value, left: true, right: true),
        ["truncate"] = static (v, a) => Truncate(Text(v), a),
        ["unique"] = static (v, a) => Unique(v, a),
        ["upper"] = static (v, _) => JinjaStrings.Upper(Text(v)),
        ["wordcount"] = static (v, _) => (long)Text(v).Value.EnumerateRunes().Aggregate((Count: 0, In: false), static (s, r) => PythonCharacters.IsWord(r.Value) ? (s.In ? s.Count : s.Count + 1, true) : (s.Count, false)).Count,
    };

    /// <summary>Whether there is a filter of a name.</summary>
    public static bool IsKnown(string name) => s_filters.ContainsKey(name);

    /// <summary>Applies a filter.</summary>
    public static object? Apply(string name, object? value, in JinjaCallValues arguments)
    {
        if (!s_filters.TryGetValue(name, out Func<object?, JinjaCallValues, object?>? filter))
        {
            throw new JinjaException($"no filter is named '{name}'");
        }

        try
        {
            return filter(value, arguments);
        }
        catch (InvalidOperationException exception) when (exception.InnerException is JinjaException inner)
        {
            throw new JinjaException(inner.Reason); // sorting wraps what its comparison throws
        }
    }

    /// <summary><c>format % values</c> with the conversions s, r, d, i, x, X, f, e, c and %.</summary>
    /// <param name="format">The format.</param>
    /// <param name="values">What its fields are filled with, in order.</param>
    /// <param name="isStrict">Whether all values must be used.</param>
    public static JinjaText Format(JinjaText format, IReadOnlyList<object?> values, bool isStrict = true)
    {
        JinjaTextBuilder builder = new();
        string text = format.Value;
        int next = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                builder.Append(format.Part(i, 1));
                continue;
            }

            int end = i + 1;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '-' or '+' or ' ' or '.' or '#'))
            {
                end++;
            }

            if (end >= text.Length)
            {
                throw new JinjaException("a format ends in the middle of a field");
            }

            if (text[end] == '%')
            {
                builder.Append(format.Part(end, 1));
            }
            else
            {
                object? value = next < values.Count ? values[next++] : throw new JinjaException("not enough values for a format");
                builder.Append(FormatOne(text[end], text[(i + 1)..end], value));
            }

            i = end;
        }

        return isStrict && next < values.Count ? throw new JinjaException("not all values of a format were used") : builder.ToText();
    }

    private static JinjaText FormatOne(char conversion, string flags, object? value)
    {
        bool left = flags.Contains('-', StringComparison.Ordinal);
        string[] numbers = flags.TrimStart('-', '+', ' ', '#', '0').Split('.');
        int precision = numbers.Length > 1 ? int.Parse("0" + numbers[1], CultureInfo.InvariantCulture) : -1;
        int width = numbers[0].Length > 0 ? int.Parse(numbers[0], CultureInfo.InvariantCulture) : 0;
        bool zeros = flags.TrimStart('-', '+', ' ', '#').StartsWith('0') && !left;
        if (width > 1 << 12 || precision > 1 << 6)
        {
            throw new JinjaException("a field of a format is too wide");
        }

        JinjaText text = conversion switch
        {
            's' => JinjaPrinter.Str(value),
            'r' => JinjaPrinter.Repr(value),
            'd' or 'i' => new(Number(value, static d => Math.Truncate(d)).ToString("F0", CultureInfo.InvariantCulture)),
            'x' or 'X' when JinjaOperators.TryInteger(value, out long l) => new(l.ToString(conversion.ToString(), CultureInfo.InvariantCulture)),
            'f' or 'F' => new(Number(value, static d => d).ToString($"F{(precision < 0 ? 6 : precision)}", CultureInfo.InvariantCulture)),
            'e' => new(Number(value, static d => d).ToString($"0.{new string('0', precision < 0 ? 6 : precision)}e+00", CultureInfo.InvariantCulture)),
            'c' when value is JinjaText character => character,
            _ => throw new JinjaException($"the conversion '%{conversion}' is not supported"),
        };
        text = conversion is 's' or 'r' && precision >= 0 ? (JinjaText)JinjaMembers.Slice(text, null, (long)precision, null)! : text;
        text = flags.Contains('+', StringComparison.Ordinal) && conversion is 'd' or 'i' or 'f' && !text.Value.StartsWith('-') ? new("+" + text.Value) : text;
        return zeros ? JinjaStrings.ZeroFill(text, width) : JinjaStrings.Pad(text, width, left: !left, right: left);
    }

    private static double Number(object? value, Func<double, double> round)
        => value is double d ? round(d) : JinjaOperators.TryInteger(value, out long l) ? l : throw new JinjaException($"a number was expected, not '{JinjaOperators.TypeName(value)}'");

    private static JinjaException Wrong(string filter, object? value) => new($"'{filter}' is not defined for '{JinjaOperators.TypeName(value)}'");

    private static JinjaText Text(object? value) => JinjaPrinter.Str(value);

    private static object? Default(object? value, in JinjaCallValues arguments)
        => value is JinjaUndefined || (JinjaOperators.IsTrue(arguments.Get(1, "boolean", false)) && !JinjaOperators.IsTrue(value)) ? arguments.Get(0, "default_value", JinjaText.Empty) : value;

    /// <summary>The value of an attribute path: a name with dots, whose parts may be integers, or an integer.</summary>
    private static object? Attribute(object? item, object? path)
    {
        if (path is not JinjaText text)
        {
            return JinjaMembers.Item(item, path);
        }

        foreach (string part in text.Value.Split('.'))
        {
            item = long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long place) ? JinjaMembers.Item(item, place) : JinjaMembers.Item(item, new JinjaText(part));
        }

        return item;
    }

    /// <summary>A value to compare by: strings without case unless it counts.</summary>
    private static object? SortKey(object? value, bool caseSensitive) => !caseSensitive && value is JinjaText text ? JinjaStrings.Lower(text) : value;

    private static Func<object?, object?> KeyOf(object? path, bool caseSensitive)
        => item => SortKey(path is null ? item : Attribute(item, path), caseSensitive);

    private static Comparer<object?> Order(bool reverse)
        => Comparer<object?>.Create(reverse ? static (a, b) => JinjaOperators.Compare(b, a) : JinjaOperators.Compare);

    private static JinjaList Sort(object? value, in JinjaCallValues arguments)
    {
        bool reverse = JinjaOperators.IsTrue(arguments.Get(0, "reverse", false));
        bool caseSensitive = JinjaOperators.IsTrue(arguments.Get(1, "case_sensitive", false));
        IEnumerable<object?> items = JinjaOperators.Iterate(value);
        if (arguments.Get(2, "attribute") is not JinjaText paths)
        {
            return new JinjaList(items.OrderBy(KeyOf(arguments.Get(2, "attribute"), caseSensitive), Order(reverse)));
        }

        Func<object?, object?>[] keys = [.. paths.Value.Split(',').Select(p => KeyOf(new JinjaText(p), caseSensitive))];
        return new JinjaList(items.OrderBy(i => new JinjaList(keys.Select(k => k(i))), Order(reverse)));
    }

    private static JinjaList DictSort(object? value, in JinjaCallValues arguments)
    {
        JinjaDict dict = value as JinjaDict ?? throw Wrong("dictsort", value);
        bool caseSensitive = JinjaOperators.IsTrue(arguments.Get(0, "case_sensitive", false));
        bool byValue = (arguments.Get(1, "by") as JinjaText)?.Value == "value";
        bool reverse = JinjaOperators.IsTrue(arguments.Get(2, "reverse", false));
        return new JinjaList(dict.Entries
            .OrderBy(e => SortKey(byValue ? e.Value : e.Key, caseSensitive), Order(reverse))
            .Select(static e => (object?)new JinjaList([e.Key, e.Value], JinjaListKind.Tuple)));
    }

    private static JinjaList GroupBy(object? value, in JinjaCallValues arguments)
    {
        object? path = arguments.Need(0, "attribute");
        object? missing = arguments.Get(1, "default");
        Func<object?, object?> key = KeyOf(path, JinjaOperators.IsTrue(arguments.Get(2, "case_sensitive", false)));
        List<object?> groups = [];
        List<object?> group = [];
        object? last = null;
        foreach (object? item in JinjaOperators.Iterate(value).OrderBy(Key, Order(reverse: false)))
        {
            if (group.Count > 0 && !JinjaOperators.AreEqual(last, Key(item)))
            {
                groups.Add(Group(group));
                group = [];
            }

            last = Key(item);
            group.Add(item);
        }

        if (group.Count > 0)
        {
            groups.Add(Group(group));
        }

        return new JinjaList(groups);

        object? Key(object? item) => key(item) is { } found and not JinjaUndefined ? found : missing;

        JinjaList Group(List<object?> items) => new([Attribute(items[0], path) is { } name and not JinjaUndefined ? name : missing, new JinjaList(items)], JinjaListKind.Tuple);
    }

    private static JinjaList Unique(object? value, in JinjaCallValues arguments)
    {
        Func<object?, object?> key = KeyOf(arguments.Get(1, "attribute"), JinjaOperators.IsTrue(arguments.Get(0, "case_sensitive", false)));
        JinjaDict seen = new();
        List<object?> items = [];
        foreach (object? item in JinjaOperators.Iterate(value))
        {
            if (!seen.TryGet(key(item), out _))
            {
                seen.Set(key(item), true);
                items.Add(item);
            }
        }

        return new JinjaList(items, JinjaListKind.Generator);
    }

    private static object? Extreme(object? value, in JinjaCallValues arguments, int sign)
    {
        Func<object?, object?> key = KeyOf(arguments.Get(1, "attribute"), JinjaOperators.IsTrue(arguments.Get(0, "case_sensitive", false)));
        IReadOnlyList<object?> items = JinjaOperators.Iterate(value);
        if (items.Count == 0)
        {
            return new JinjaUndefined("no aggregated item, sequence was empty");
        }

        object? best = items[0];
        foreach (object? item in items.Skip(1))
        {
            best = JinjaOperators.Compare(key(item), key(best)) * sign > 0 ? item : best;
        }

        return best;
    }

    private static JinjaText Join(object? value, in JinjaCallValues arguments)
    {
        object? path = arguments.Get(1, "attribute");
        IReadOnlyList<object?> items = JinjaOperators.Iterate(value);
        return JinjaStrings.Join(Text(arguments.Get(0, "d", JinjaText.Empty)), path is null ? items : [.. items.Select(i => Attribute(i, path))]);
    }

    private static JinjaList Map(object? value, JinjaCallValues arguments)
    {
        IReadOnlyList<object?> items = IterateIfTrue(value);
        if (arguments.Positional.Count == 0)
        {
            object? path = arguments.Need(0, "attribute");
            object? missing = arguments.Get(int.MaxValue, "default");
            return new JinjaList(items.Select(i => Attribute(i, path) is var found && found is JinjaUndefined && missing is not null ? missing : found), JinjaListKind.Generator);
        }

        string filter = arguments.NeedText(0, "filter").Value;
        JinjaCallValues rest = arguments.Skip(1);
        return new JinjaList(items.Select(i => Apply(filter, i, rest)), JinjaListKind.Generator);
    }

    private static JinjaList Select(object? value, JinjaCallValues arguments, bool keep, bool byAttribute)
    {
        object? path = byAttribute ? arguments.Need(0, "attribute") : null;
        int skipped = byAttribute ? 1 : 0;
        string? test = arguments.Positional.Count > skipped ? arguments.NeedText(skipped, "test").Value : null;
        JinjaCallValues rest = arguments.Skip(skipped + 1);
        return new JinjaList(
            IterateIfTrue(value).Where(i =>
            {
                object? tested = byAttribute ? Attribute(i, path) : i;
                return (test is null ? JinjaOperators.IsTrue(tested) : JinjaTests.Holds(test, tested, rest)) == keep;
            }),
            JinjaListKind.Generator);
    }

    /// <summary>The items of a value; none of one that is false, whatever it is.</summary>
    private static IReadOnlyList<object?> IterateIfTrue(object? value) => JinjaOperators.IsTrue(value) ? JinjaOperators.Iterate(value) : [];

    private static JinjaList Batch(object? value, in JinjaCallValues arguments)
    {
        int size = (int)Math.Clamp(arguments.GetInteger(0, "linecount", 1), 1, int.MaxValue);
        object? fill = arguments.Get(1, "fill_with");
        return new JinjaList(
            JinjaOperators.Iterate(value).Chunk(size).Select(c => (object?)new JinjaList(fill is null ? c : c.Concat(Enumerable.Repeat(fill, size - c.Length)))),
            JinjaListKind.Generator);
    }

    private static JinjaList Slices(object? value, in JinjaCallValues arguments)
    {
        IReadOnlyList<object?> items = JinjaOperators.Iterate(value);
        int slices = (int)Math.Clamp(arguments.GetInteger(0, "slices", 1), 1, int.MaxValue);
        object? fill = arguments.Get(1, "fill_with");
        int each = items.Count / slices;
        int longer = items.Count % slices;
        List<object?> result = [];
        int start = 0;
        for (int i = 0; i < slices; i++)
        {
            int count = each + (i < longer ? 1 : 0);
            IEnumerable<object?> part = items.Skip(start).Take(count);
            start += count;
            result.Add(new JinjaList(fill is not null && longer > 0 && i >= longer ? part.Append(fill) : part));
        }

        return new JinjaList(result, JinjaListKind.Generator);
    }

    private static JinjaText Indent(JinjaText text, in JinjaCallValues arguments)
    {
        object? width = arguments.Get(0, "width", 4L);
        JinjaText margin = width as JinjaText ?? new(new string(' ', (int)Math.Clamp(arguments.GetInteger(0, "width", 4), 0, 1 << 12)));
        bool first = JinjaOperators.IsTrue(arguments.Get(1, "first", false));
        bool blank = JinjaOperators.IsTrue(arguments.Get(2, "blank", false));

        // Python's splitlines loses a line end at the end of the text; Jinja adds one before it splits, so that it is an empty last line.
        List<object?> lines = JinjaStrings.Lines(new JinjaTextBuilder().Append(text).Append("\n").ToText(), keepEnds: false);
        JinjaTextBuilder builder = new();
        for (int i = 0; i < lines.Count; i++)
        {
            JinjaText line = (JinjaText)lines[i]!;
            _ = i > 0 ? builder.Append("\n") : builder;
            _ = (i == 0 ? first : blank || line.Value.Length > 0) ? builder.Append(margin) : builder;
            builder.Append(line);
        }

        return builder.ToText();
    }

    private static object ToInteger(object? value, in JinjaCallValues arguments)
    {
        JinjaOperators.FailIfUndefined(value);
        object missing = arguments.Get(0, "default", 0L) ?? 0L;
        int radix = (int)arguments.GetInteger(1, "base", 10);
        return value switch
        {
            long or bool => JinjaOperators.TryInteger(value, out long integer) ? integer : 0L,
            double d => double.IsFinite(d) && Math.Abs(d) < 9e18 ? (object)(long)Math.Truncate(d) : missing,
            JinjaText text when radix == 10 && long.TryParse(Digits(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) => parsed,
            JinjaText text when radix == 10 && double.TryParse(Digits(text), NumberStyles.Float, CultureInfo.InvariantCulture, out double d) && double.IsFinite(d) => (long)Math.Truncate(d),
            JinjaText text when radix is 2 or 8 or 16 => FromRadix(Digits(text), radix) is { } number ? number : missing,
            _ => missing,
        };
    }

    private static long? FromRadix(string digits, int radix)
    {
        try
        {
            string prefix = radix switch { 2 => "0b", 8 => "0o", _ => "0x" };
            return Convert.ToInt64(digits.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits, radix);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static object ToFloat(object? value, in JinjaCallValues arguments)
    {
        JinjaOperators.FailIfUndefined(value);
        return value switch
        {
            double d => d,
            long or bool => JinjaOperators.TryInteger(value, out long integer) ? (double)integer : 0.0,
            JinjaText text when double.TryParse(Digits(text), NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
            _ => arguments.Get(0, "default", 0.0) ?? 0.0,
        };
    }

    private static string Digits(JinjaText text) => text.Strip(null, left: true, right: true).Value.Replace("_", "", StringComparison.Ordinal);

    private static object Round(object? value, in JinjaCallValues arguments)
    {
        double number = Number(value, static d => d);
        string method = (arguments.Get(1, "method") as JinjaText)?.Value ?? "common";
        int digits = (int)Math.Clamp(arguments.GetInteger(0, "precision", 0), -15, 15);
        if (method == "common" && digits >= 0)
        {
            return JinjaOperators.TryInteger(value, out long integer) ? integer : (object)Math.Round(number, digits, MidpointRounding.ToEven);
        }

        double scale = Math.Pow(10, Math.Abs(digits));
        double scaled = digits >= 0 ? number * scale : number / scale;
        double rounded = method switch
        {
            "common" => Math.Round(scaled, MidpointRounding.ToEven),
            "ceil" => Math.Ceiling(scaled),
            "floor" => Math.Floor(scaled),
            _ => throw new JinjaException("the method of round must be common, ceil or floor"),
        };
        rounded = digits >= 0 ? rounded / scale : rounded * scale;
        return value is long && method == "common" ? (long)rounded : (object)rounded;
    }

    private static JinjaText TitleWords(JinjaText text)
    {
        // Words begin behind white space, hyphens and opening brackets.
        JinjaTextBuilder builder = new();
        int start = 0;
        for (int i = 0; i <= text.Value.Length; i++)
        {
            if (i == text.Value.Length || PythonCharacters.IsSpace(text.Value[i]) || text.Value[i] is '-' or '(' or '{' or '[' or '<')
            {
                builder.Append(JinjaStrings.Capitalize(text.Part(start, i - start)));
                _ = i < text.Value.Length ? builder.Append(text.Part(i, 1)) : builder;
                start = i + 1;
            }
        }

        return builder.ToText();
    }

    private static JinjaText Truncate(JinjaText text, in JinjaCallValues arguments)
    {
        long length = arguments.GetInteger(0, "length", 255);
        bool killWords = JinjaOperators.IsTrue(arguments.Get(1, "killwords", false));
        JinjaText end = arguments.Get(2, "end") as JinjaText ?? new JinjaText("...");
        long leeway = arguments.Get(3, "leeway") is null ? 5 : arguments.GetInteger(3, "leeway", 5);
        if (text.Length <= length + leeway)
        {
            return text;
        }

        JinjaText cut = (JinjaText)JinjaMembers.Slice(text, null, length - end.Length, null)!;
        int space = killWords ? -1 : cut.Value.LastIndexOf(' ');
        return new JinjaTextBuilder().Append(space >= 0 ? cut.Part(0, space) : cut).Append(end).ToText();
    }

    private static JinjaText Escape(JinjaText text)
    {
        JinjaTextBuilder builder = new();
        for (int i = 0; i < text.Value.Length; i++)
        {
            string? entity = text.Value[i] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '\'' => "&#39;", '"' => "&#34;", _ => null };
            _ = entity is null ? builder.Append(text.Part(i, 1)) : builder.Append(entity, text.Origin(i));
        }

        return builder.ToText();
    }

    private static JinjaText ToJson(object? value, in JinjaCallValues arguments)
    {
        bool ensureAscii = JinjaOperators.IsTrue(arguments.Get(0, "ensure_ascii", false));
        string? indent = arguments.Get(1, "indent") switch
        {
            null => null,
            JinjaText text => text.Value,
            _ => new string(' ', (int)Math.Clamp(arguments.GetInteger(1, "indent", 0), 0, 1 << 8)),
        };
        (string items, string keys) = arguments.Get(2, "separators") switch
        {
            null => (indent is null ? ", " : ",", ": "),
            JinjaList { Items: [JinjaText item, JinjaText key] } => (item.Value, key.Value),
            _ => throw new JinjaException("the separators of tojson must be two strings"),
        };
        return JinjaPrinter.Json(value, ensureAscii, indent, items, keys, JinjaOperators.IsTrue(arguments.Get(3, "sort_keys", false)));
    }
}
