using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Python's string methods on strings that know where their characters come from.</summary>
internal static class JinjaStrings
{
    /// <summary><c>text.split(sep, maxsplit)</c> and <c>rsplit</c>; without a separator runs of white space separate.</summary>
    public static List<object?> Split(JinjaText text, object? separator, long most, bool fromRight)
    {
        if (separator is null)
        {
            return SplitAtSpace(text, most, fromRight);
        }

        if (separator is not JinjaText { Value.Length: > 0 } mark)
        {
            throw new JinjaException("the separator of a split must be a string that is not empty");
        }

        List<int> places = [];
        string value = text.Value;
        if (fromRight)
        {
            for (int i = Last(value, mark.Value, value.Length); i >= 0 && (most < 0 || places.Count < most); i = Last(value, mark.Value, i))
            {
                places.Insert(0, i);
            }
        }
        else
        {
            for (int i = value.IndexOf(mark.Value, StringComparison.Ordinal); i >= 0 && (most < 0 || places.Count < most); i = value.IndexOf(mark.Value, i + mark.Value.Length, StringComparison.Ordinal))
            {
                places.Add(i);
            }
        }

        List<object?> parts = [];
        int start = 0;
        foreach (int place in places)
        {
            parts.Add(text.Part(start, place - start));
            start = place + mark.Value.Length;
        }

        parts.Add(text.Part(start, value.Length - start));
        return parts;
    }

    /// <summary><c>text.splitlines(keepends)</c>.</summary>
    public static List<object?> Lines(JinjaText text, bool keepEnds)
    {
        List<object?> lines = [];
        int start = 0;
        for (int i = 0; i < text.Value.Length; i++)
        {
            char c = text.Value[i];
            if (c is not ((>= '\n' and <= '\r') or (>= '\u001C' and <= '\u001E') or '\u0085' or '\u2028' or '\u2029'))
            {
                continue;
            }

            int end = i;
            i += c == '\r' && i + 1 < text.Value.Length && text.Value[i + 1] == '\n' ? 1 : 0;
            lines.Add(text.Part(start, (keepEnds ? i + 1 : end) - start));
            start = i + 1;
        }

        if (start < text.Value.Length)
        {
            lines.Add(text.Part(start, text.Value.Length - start));
        }

        return lines;
    }

    /// <summary><c>text.partition(sep)</c> and <c>rpartition</c>.</summary>
    public static JinjaList Partition(JinjaText text, string separator, bool last)
    {
        if (separator.Length == 0)
        {
            throw new JinjaException("empty separator");
        }

        int place = last ? text.Value.LastIndexOf(separator, StringComparison.Ordinal) : text.Value.IndexOf(separator, StringComparison.Ordinal);
        int behind = place + separator.Length;
        IEnumerable<object?> parts = place >= 0 ? [text.Part(0, place), text.Part(place, separator.Length), text.Part(behind, text.Value.Length - behind)]
            : last ? [JinjaText.Empty, JinjaText.Empty, text]
            : [text, JinjaText.Empty, JinjaText.Empty];
        return new JinjaList(parts, JinjaListKind.Tuple);
    }

    /// <summary><c>text.replace(old, new, count)</c>.</summary>
    public static JinjaText Replace(JinjaText text, string old, JinjaText replacement, long most)
    {
        JinjaTextBuilder builder = new();
        if (old.Length == 0)
        {
            long done = 0;
            foreach (JinjaText character in text.Characters())
            {
                _ = most < 0 || done++ < most ? builder.Append(replacement) : builder;
                builder.Append(character);
            }

            _ = most < 0 || done < most ? builder.Append(replacement) : builder;
            return builder.ToText();
        }

        int start = 0;
        for (int i = text.Value.IndexOf(old, StringComparison.Ordinal); i >= 0 && most != 0; i = text.Value.IndexOf(old, start, StringComparison.Ordinal))
        {
            builder.Append(text.Part(start, i - start)).Append(replacement);
            start = i + old.Length;
            most--;
        }

        return start == 0 && builder.Length == 0 ? text : builder.Append(text.Part(start, text.Value.Length - start)).ToText();
    }

    /// <summary><c>text.find(part)</c> and <c>rfind</c>, in code points.</summary>
    public static long Find(JinjaText text, string part, bool last)
    {
        int place = last ? text.Value.LastIndexOf(part, StringComparison.Ordinal) : text.Value.IndexOf(part, StringComparison.Ordinal);
        return place <= 0 ? place : text.Part(0, place).Length;
    }

    /// <summary><c>text.count(part)</c>.</summary>
    public static long Count(JinjaText text, string part)
    {
        if (part.Length == 0)
        {
            return text.Length + 1;
        }

        long count = 0;
        for (int i = text.Value.IndexOf(part, StringComparison.Ordinal); i >= 0; i = text.Value.IndexOf(part, i + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    /// <summary>Values as text with a separator between them.</summary>
    public static JinjaText Join(JinjaText separator, IReadOnlyList<object?> items)
    {
        JinjaTextBuilder builder = new();
        for (int i = 0; i < items.Count; i++)
        {
            _ = i > 0 ? builder.Append(separator) : builder;
            builder.Append(JinjaPrinter.Str(items[i]));
        }

        return builder.ToText();
    }

    /// <summary><c>text.upper()</c>, character by character.</summary>
    public static JinjaText Upper(JinjaText text) => text.With(text.Value.ToUpperInvariant());

    /// <summary><c>text.lower()</c>, character by character.</summary>
    public static JinjaText Lower(JinjaText text) => text.With(text.Value.ToLowerInvariant());

    /// <summary>The first character upper case, the others lower case.</summary>
    public static JinjaText Capitalize(JinjaText text)
    {
        int first = text.Value.Length == 0 ? 0 : char.IsHighSurrogate(text.Value[0]) && text.Value.Length > 1 ? 2 : 1;
        return text.With(text.Value[..first].ToUpperInvariant() + text.Value[first..].ToLowerInvariant());
    }

    /// <summary><c>text.title()</c>: letters behind what is no letter are upper case, the others lower case.</summary>
    public static JinjaText Title(JinjaText text)
    {
        StringBuilder value = new();
        bool inWord = false;
        foreach (Rune rune in text.Value.EnumerateRunes())
        {
            value.Append(inWord ? Rune.ToLowerInvariant(rune).ToString() : Rune.ToUpperInvariant(rune).ToString());
            inWord = PythonCharacters.IsAlpha(rune.Value);
        }

        return text.With(value.ToString());
    }

    /// <summary>Whether there is a character and all are of a class.</summary>
    public static bool All(JinjaText text, Func<int, bool> isOne) => text.Value.Length > 0 && text.Value.EnumerateRunes().All(r => isOne(r.Value));

    /// <summary>Whether some character is of one case and none of the other.</summary>
    public static bool IsCased(JinjaText text, Func<int, bool> isOne, Func<int, bool> isOther)
        => text.Value.EnumerateRunes().Any(r => isOne(r.Value)) && !text.Value.EnumerateRunes().Any(r => isOther(r.Value));

    /// <summary><c>text.zfill(width)</c>.</summary>
    public static JinjaText ZeroFill(JinjaText text, long width)
    {
        int missing = (int)Math.Clamp(width - text.Length, 0, 1 << 16);
        int sign = text.Value.Length > 0 && text.Value[0] is '+' or '-' ? 1 : 0;
        return new JinjaTextBuilder().Append(text.Part(0, sign)).Append(new string('0', missing)).Append(text.Part(sign, text.Value.Length - sign)).ToText();
    }

    /// <summary>A string filled up with spaces to a width; centred as Python does if on both sides.</summary>
    public static JinjaText Pad(JinjaText text, long width, bool left, bool right)
    {
        int missing = (int)Math.Clamp(width - text.Length, 0, 1 << 16);
        int before = !left ? 0 : !right ? missing : (missing / 2) + (int)(missing & width & 1);
        return new JinjaTextBuilder().Append(new string(' ', before)).Append(text).Append(new string(' ', missing - before)).ToText();
    }

    /// <summary><c>text.format(…)</c> with plain fields: <c>{}</c>, <c>{0}</c>, <c>{name}</c>.</summary>
    public static JinjaText FormatBraces(JinjaText text, JinjaCallValues values)
    {
        JinjaTextBuilder builder = new();
        int next = 0;
        string format = text.Value;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                builder.Append(text.Part(i++, 1));
            }
            else if (format[i] == '{')
            {
                int close = format.IndexOf('}', i);
                string name = close < 0 ? throw new JinjaException("a '{' is not closed") : format[(i + 1)..close];
                object? value = name.Length == 0 ? values.Need(next++, "")
                    : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? values.Need(place, "")
                    : name.All(static c => char.IsLetterOrDigit(c) || c == '_') ? values.Need(int.MaxValue, name)
                    : throw new JinjaException($"the field '{{{name}}}' of a format is not supported");
                builder.Append(JinjaPrinter.Str(value));
                i = close;
            }
            else
            {
                builder.Append(text.Part(i, 1));
            }
        }

        return builder.ToText();
    }

    private static int Last(string value, string mark, int end)
        => end < mark.Length ? -1 : value.AsSpan(0, end).LastIndexOf(mark, StringComparison.Ordinal);

    private static List<object?> SplitAtSpace(JinjaText text, long most, bool fromRight)
    {
        string value = text.Value;
        List<(int Start, int End)> words = [];
        for (int i = 0; i < value.Length;)
        {
            int start = i;
            bool isSpace = PythonCharacters.IsSpace(value[i]);
            while (i < value.Length && PythonCharacters.IsSpace(value[i]) == isSpace)
            {
                i++;
            }

            if (!isSpace)
            {
                words.Add((start, i));
            }
        }

        if (most >= 0 && words.Count > most)
        {
            // The rest stays one piece, with the white space at its outer end.
            int kept = (int)most;
            words = fromRight
                ? [(0, words[^(kept + 1)].End), .. words.Skip(words.Count - kept)]
                : [.. words.Take(kept), (words[kept].Start, value.Length)];
        }

        return [.. words.Select(w => (object?)text.Part(w.Start, w.End - w.Start))];
    }
}
