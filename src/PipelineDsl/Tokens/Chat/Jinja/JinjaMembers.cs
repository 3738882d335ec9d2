using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Attributes, items, slices and methods of values. Methods that change a value are not there: chat templates are rendered in an immutable sandbox.</summary>
internal static class JinjaMembers
{
    /// <summary><c>target.name</c>: an attribute, else an item of that name.</summary>
    public static object? Attribute(object? target, string name)
    {
        JinjaOperators.FailIfUndefined(target);
        return target switch
        {
            JinjaDict dict => (object?)DictMethod(dict, name) ?? (dict.TryGet(name, out object? value) ? value : Missing(target, name)),
            JinjaText text => (object?)TextMethod(text, name) ?? Missing(target, name),
            JinjaList list => (object?)ListMethod(list, name) ?? Missing(target, name),
            JinjaNamespace space => space.Values.TryGetValue(name, out object? value) ? value : Missing(target, name),
            JinjaLoop loop => loop.Attribute(name),
            _ => Missing(target, name),
        };
    }

    /// <summary><c>target[index]</c>: an item, else an attribute of that name.</summary>
    public static object? Item(object? target, object? index)
    {
        JinjaOperators.FailIfUndefined(target);
        switch (target)
        {
            case JinjaDict when index is JinjaDict or JinjaList { Kind: JinjaListKind.List }:
                return Missing(target, JinjaPrinter.Str(index).Value);
            case JinjaDict dict:
                return dict.TryGet(index, out object? value) ? value : index is JinjaText key ? (object?)DictMethod(dict, key.Value) ?? Missing(target, key.Value) : Missing(target, JinjaPrinter.Str(index).Value);
            case JinjaList { IsIndexed: true } list when JinjaOperators.TryInteger(index, out long place):
                place += place < 0 ? list.Items.Count : 0;
                return place >= 0 && place < list.Items.Count ? list.Items[(int)place] : Missing(target, JinjaPrinter.Str(index).Value);
            case JinjaText text when JinjaOperators.TryInteger(index, out long place):
                int[] starts = text.Starts();
                place += place < 0 ? starts.Length - 1 : 0;
                return place >= 0 && place < starts.Length - 1
                    ? text.Part(starts[place], starts[place + 1] - starts[place])
                    : Missing(target, JinjaPrinter.Str(index).Value);
            default:
                return index is JinjaText name ? Attribute(target, name.Value) : Missing(target, JinjaPrinter.Str(index).Value);
        }
    }

    /// <summary><c>target[start:stop:step]</c>.</summary>
    public static object? Slice(object? target, object? start, object? stop, object? step)
    {
        JinjaOperators.FailIfUndefined(target);
        long stride = Bound(step, 1);
        if (stride == 0)
        {
            throw new JinjaException("the step of a slice cannot be zero");
        }

        switch (target)
        {
            case JinjaText text:
                int[] starts = text.Starts();
                JinjaTextBuilder builder = new();
                foreach (int place in Places(starts.Length - 1, start, stop, stride))
                {
                    builder.Append(text.Part(starts[place], starts[place + 1] - starts[place]));
                }

                return builder.ToText();
            case JinjaList { IsIndexed: true } list:
                return new JinjaList(Places(list.Items.Count, start, stop, stride).Select(i => list.Items[i]), list.Kind);
            default:
                throw new JinjaException($"'{JinjaOperators.TypeName(target)}' cannot be sliced");
        }
    }

    private static long Bound(object? bound, long missing) => bound switch
    {
        null => missing,
        _ when JinjaOperators.TryInteger(bound, out long value) => value,
        _ => throw new JinjaException("the bounds of a slice must be integers"),
    };

    private static IEnumerable<int> Places(int length, object? start, object? stop, long step)
    {
        bool forward = step > 0;
        long from = Clamp(start, forward ? 0 : length - 1, length, forward);
        long to = Clamp(stop, forward ? length : -1, length, forward);
        for (long i = from; forward ? i < to : i > to; i += step)
        {
            yield return (int)i;
        }
    }

    private static long Clamp(object? bound, long missing, int length, bool forward)
    {
        if (bound is null)
        {
            return missing;
        }

        long place = Bound(bound, 0);
        place += place < 0 ? length : 0;
        return Math.Clamp(place, forward ? 0 : -1, forward ? length : length - 1);
    }

    private static JinjaUndefined Missing(object? target, string name)
        => new($"'{JinjaOperators.TypeName(target)} object' has no attribute '{name}'");

    private static JinjaFunction? DictMethod(JinjaDict dict, string name) => name switch
    {
        "items" => new JinjaFunction(name, _ => new JinjaList(dict.Entries.Select(static e => (object?)new JinjaList([e.Key, e.Value], JinjaListKind.Tuple)), JinjaListKind.View) { ViewName = "dict_items" }),
        "keys" => new JinjaFunction(name, _ => new JinjaList(dict.Keys, JinjaListKind.View) { ViewName = "dict_keys" }),
        "values" => new JinjaFunction(name, _ => new JinjaList(dict.Entries.Select(static e => e.Value), JinjaListKind.View) { ViewName = "dict_values" }),
        "get" => new JinjaFunction(name, a => dict.TryGet(a.Need(0, "key"), out object? value) ? value : a.Get(1, "default")),
        "copy" => new JinjaFunction(name, _ => dict),
        "update" or "pop" or "popitem" or "setdefault" or "clear" => Forbidden(name),
        _ => null,
    };

    private static JinjaFunction? ListMethod(JinjaList list, string name) => name switch
    {
        "index" => new JinjaFunction(name, a => list.Items.ToList().FindIndex(i => JinjaOperators.AreEqual(i, a.Need(0, "value"))) is >= 0 and var place ? (long)place : throw new JinjaException("the value is not in the list")),
        "count" => new JinjaFunction(name, a => (long)list.Items.Count(i => JinjaOperators.AreEqual(i, a.Need(0, "value")))),
        "copy" => new JinjaFunction(name, _ => list),
        "append" or "extend" or "insert" or "pop" or "remove" or "reverse" or "sort" or "clear" => Forbidden(name),
        _ => null,
    };

    private static JinjaFunction Forbidden(string name)
        => new JinjaFunction(name, _ => throw new JinjaException($"'{name}' would change a value, which the sandbox of chat templates does not allow"));

    private static JinjaFunction? TextMethod(JinjaText text, string name) => name switch
    {
        "strip" => new JinjaFunction(name, a => text.Strip(Characters(a), left: true, right: true)),
        "lstrip" => new JinjaFunction(name, a => text.Strip(Characters(a), left: true, right: false)),
        "rstrip" => new JinjaFunction(name, a => text.Strip(Characters(a), left: false, right: true)),
        "split" => new JinjaFunction(name, a => new JinjaList(JinjaStrings.Split(text, a.Get(0, "sep"), a.GetInteger(1, "maxsplit", -1), fromRight: false))),
        "rsplit" => new JinjaFunction(name, a => new JinjaList(JinjaStrings.Split(text, a.Get(0, "sep"), a.GetInteger(1, "maxsplit", -1), fromRight: true))),
        "splitlines" => new JinjaFunction(name, a => new JinjaList(JinjaStrings.Lines(text, JinjaOperators.IsTrue(a.Get(0, "keepends", false))))),
        "partition" => new JinjaFunction(name, a => JinjaStrings.Partition(text, a.NeedText(0, "sep").Value, last: false)),
        "rpartition" => new JinjaFunction(name, a => JinjaStrings.Partition(text, a.NeedText(0, "sep").Value, last: true)),
        "replace" => new JinjaFunction(name, a => JinjaStrings.Replace(text, a.NeedText(0, "old").Value, a.NeedText(1, "new"), a.GetInteger(2, "count", -1))),
        "startswith" => new JinjaFunction(name, a => Affixes(a).Any(p => text.Value.StartsWith(p, StringComparison.Ordinal))),
        "endswith" => new JinjaFunction(name, a => Affixes(a).Any(p => text.Value.EndsWith(p, StringComparison.Ordinal))),
        "removeprefix" => new JinjaFunction(name, a => a.NeedText(0, "prefix").Value is var prefix && text.Value.StartsWith(prefix, StringComparison.Ordinal) ? text.Part(prefix.Length, text.Value.Length - prefix.Length) : text),
        "removesuffix" => new JinjaFunction(name, a => a.NeedText(0, "suffix").Value is var suffix && text.Value.EndsWith(suffix, StringComparison.Ordinal) ? text.Part(0, text.Value.Length - suffix.Length) : text),
        "upper" => new JinjaFunction(name, _ => JinjaStrings.Upper(text)),
        "lower" => new JinjaFunction(name, _ => JinjaStrings.Lower(text)),
        "title" => new JinjaFunction(name, _ => JinjaStrings.Title(text)),
        "capitalize" => new JinjaFunction(name, _ => JinjaStrings.Capitalize(text)),
        "find" => new JinjaFunction(name, a => JinjaStrings.Find(text, a.NeedText(0, "sub").Value, last: false)),
        "rfind" => new JinjaFunction(name, a => JinjaStrings.Find(text, a.NeedText(0, "sub").Value, last: true)),
        "index" => new JinjaFunction(name, a => JinjaStrings.Find(text, a.NeedText(0, "sub").Value, last: false) is >= 0 and var place ? place : throw new JinjaException("substring not found")),
        "count" => new JinjaFunction(name, a => JinjaStrings.Count(text, a.NeedText(0, "sub").Value)),
        "join" => new JinjaFunction(name, a => JinjaStrings.Join(text, JinjaOperators.Iterate(a.Need(0, "iterable")))),
        "format" => new JinjaFunction(name, a => JinjaStrings.FormatBraces(text, a)),
        "zfill" => new JinjaFunction(name, a => JinjaStrings.ZeroFill(text, a.GetInteger(0, "width", 0))),
        "ljust" => new JinjaFunction(name, a => JinjaStrings.Pad(text, a.GetInteger(0, "width", 0), left: false, right: true)),
        "rjust" => new JinjaFunction(name, a => JinjaStrings.Pad(text, a.GetInteger(0, "width", 0), left: true, right: false)),
        "center" => new JinjaFunction(name, a => JinjaStrings.Pad(text, a.GetInteger(0, "width", 0), left: true, right: true)),
        "isdigit" => new JinjaFunction(name, _ => JinjaStrings.All(text, PythonCharacters.IsDigit)),
        "isdecimal" or "isnumeric" => new JinjaFunction(name, _ => JinjaStrings.All(text, PythonCharacters.IsDecimal)),
        "isalpha" => new JinjaFunction(name, _ => JinjaStrings.All(text, PythonCharacters.IsAlpha)),
        "isalnum" => new JinjaFunction(name, _ => JinjaStrings.All(text, PythonCharacters.IsAlphanumeric)),
        "isspace" => new JinjaFunction(name, _ => JinjaStrings.All(text, PythonCharacters.IsSpace)),
        "isupper" => new JinjaFunction(name, _ => JinjaStrings.IsCased(text, PythonCharacters.IsUpper, PythonCharacters.IsLower)),
        "islower" => new JinjaFunction(name, _ => JinjaStrings.IsCased(text, PythonCharacters.IsLower, PythonCharacters.IsUpper)),
        _ => null,
    };

    private static string? Characters(in JinjaCallValues arguments) => arguments.Get(0, "chars") switch
    {
        null => null,
        JinjaText text => text.Value,
        _ => throw new JinjaException("what is to be stripped must be a string"),
    };

    private static IEnumerable<string> Affixes(in JinjaCallValues arguments) => arguments.Need(0, "prefix") switch
    {
        JinjaText text => [text.Value],
        JinjaList { Kind: JinjaListKind.Tuple } tuple => tuple.Items.Select(static i => i is JinjaText text ? text.Value : throw new JinjaException("a prefix or suffix must be a string")),
        _ => throw new JinjaException("a prefix or suffix must be a string"),
    };
}
