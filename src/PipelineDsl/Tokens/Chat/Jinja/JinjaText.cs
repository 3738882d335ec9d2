using System;
using System.Collections.Generic;
using System.Text;

namespace PipelineDsl;

/// <summary>A string of a template that knows of each character where it came from: the template itself, or a turn of the conversation.</summary>
/// <remarks>
/// What a template does with strings (slices, strips, joins, replaces) keeps the origin of each character, so that text of a user stays told from text of the template
/// in the rendered result. Origin 0 is the template; n + 1 is turn n; <see cref="Data"/> is data that belongs to no turn. <see cref="Generated"/> is set beside it for
/// what a <c>{% generation %}</c> block wrote. Positions are UTF-16 here; those that a template sees are code points, as in Python.
/// </remarks>
internal sealed class JinjaText : IEquatable<JinjaText>
{
    /// <summary>The origin of data that belongs to no turn: tools, documents, further variables.</summary>
    public const ushort Data = 0x7FFF;

    /// <summary>The flag of characters that a generation block wrote.</summary>
    public const ushort Generated = 0x8000;

    private readonly ushort[]? _origins;

    /// <summary>A string that is all of one origin.</summary>
    public JinjaText(string value, ushort origin = 0)
    {
        Value = value;
        if (origin != 0)
        {
            _origins = new ushort[value.Length];
            Array.Fill(_origins, origin);
        }
    }

    /// <summary>A string with the origin of each character; null if all come from the template.</summary>
    public JinjaText(string value, ushort[]? origins)
    {
        Value = value;
        _origins = origins;
    }

    /// <summary>The empty string.</summary>
    public static JinjaText Empty { get; } = new("");

    /// <summary>The characters.</summary>
    public string Value { get; }

    /// <summary>Whether all characters come from the template.</summary>
    public bool IsPure => _origins is null;

    /// <summary>The number of code points.</summary>
    public int Length
    {
        get
        {
            int pairs = 0;
            for (int i = 0; i + 1 < Value.Length; i++)
            {
                if (char.IsSurrogatePair(Value[i], Value[i + 1]))
                {
                    pairs++;
                    i++;
                }
            }

            return Value.Length - pairs;
        }
    }

    /// <summary>The origin of a character.</summary>
    public ushort Origin(int index) => _origins is null ? (ushort)0 : _origins[index];

    /// <summary>A part, by UTF-16 positions.</summary>
    public JinjaText Part(int start, int length)
        => length == Value.Length ? this : new(Value.Substring(start, length), _origins?.AsSpan(start, length).ToArray());

    /// <summary>Where each code point begins, and the length at the end.</summary>
    public int[] Starts()
    {
        List<int> starts = new(Value.Length + 1);
        for (int i = 0; i < Value.Length; i++)
        {
            starts.Add(i);
            if (i + 1 < Value.Length && char.IsSurrogatePair(Value[i], Value[i + 1]))
            {
                i++;
            }
        }

        starts.Add(Value.Length);
        return [.. starts];
    }

    /// <summary>The code points, each a string of its own.</summary>
    public IEnumerable<JinjaText> Characters()
    {
        int[] starts = Starts();
        for (int i = 0; i + 1 < starts.Length; i++)
        {
            yield return Part(starts[i], starts[i + 1] - starts[i]);
        }
    }

    /// <summary>The same origins with other characters, one for one; a changed length takes the origin of the first character.</summary>
    public JinjaText With(string value)
        => _origins is null ? new(value) : value.Length == Value.Length ? new(value, _origins) : new(value, Value.Length == 0 ? (ushort)0 : _origins[0]);

    /// <summary>Without the characters at the ends that are in a set, or white space (as Python's <c>str.isspace</c> has it) if the set is null.</summary>
    public JinjaText Strip(string? characters, bool left, bool right)
    {
        int start = 0;
        int end = Value.Length;
        while (left && start < end && IsStripped(Value, start, characters, out int width))
        {
            start += width;
        }

        while (right && end > start)
        {
            int at = end >= 2 && char.IsSurrogatePair(Value[end - 2], Value[end - 1]) ? end - 2 : end - 1;
            if (!IsStripped(Value, at, characters, out _))
            {
                break;
            }

            end = at;
        }

        return Part(start, end - start);
    }

    /// <inheritdoc/>
    public bool Equals(JinjaText? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JinjaText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsStripped(string value, int at, string? characters, out int width)
    {
        Rune.DecodeFromUtf16(value.AsSpan(at), out Rune rune, out width);
        return characters is null ? PythonCharacters.IsSpace(rune.Value) : characters.AsSpan().IndexOf(value.AsSpan(at, width)) >= 0;
    }
}

/// <summary>Collects characters and their origins.</summary>
internal sealed class JinjaTextBuilder
{
    private readonly StringBuilder _value = new();
    private readonly List<ushort> _origins = [];
    private bool _mixed;

    /// <summary>The number of characters (UTF-16).</summary>
    public int Length => _value.Length;

    /// <summary>Appends text of the template.</summary>
    public JinjaTextBuilder Append(string text) => Append(text, 0);

    /// <summary>Appends text of one origin.</summary>
    public JinjaTextBuilder Append(string text, ushort origin)
    {
        _mixed |= origin != 0 && text.Length > 0;
        _value.Append(text);
        for (int i = 0; i < text.Length; i++)
        {
            _origins.Add(origin);
        }

        return this;
    }

    /// <summary>Appends a string as it is.</summary>
    public JinjaTextBuilder Append(JinjaText text)
    {
        if (text.IsPure)
        {
            return Append(text.Value);
        }

        _mixed = true;
        _value.Append(text.Value);
        for (int i = 0; i < text.Value.Length; i++)
        {
            _origins.Add(text.Origin(i));
        }

        return this;
    }

    /// <summary>Marks what was appended from a position on as written by a generation block.</summary>
    public void MarkGenerated(int start)
    {
        _mixed |= start < _origins.Count;
        for (int i = start; i < _origins.Count; i++)
        {
            _origins[i] |= JinjaText.Generated;
        }
    }

    /// <summary>The string.</summary>
    public JinjaText ToText() => new(_value.ToString(), _mixed ? [.. _origins] : null);
}
