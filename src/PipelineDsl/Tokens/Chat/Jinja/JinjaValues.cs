using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

// What the values of a template are: null (none), bool, long, double, JinjaText and the classes below.

/// <summary>The value of a name or attribute that is not there. It prints as nothing, is false and empty; most other uses are errors.</summary>
/// <param name="reason">What is missing, for the error.</param>
internal sealed class JinjaUndefined(string reason)
{
    /// <summary>What is missing.</summary>
    public string Reason { get; } = reason;
}

/// <summary>What kind of sequence a list is to a template.</summary>
internal enum JinjaListKind
{
    /// <summary>A list.</summary>
    List,

    /// <summary>A tuple: prints with parentheses.</summary>
    Tuple,

    /// <summary>A generator: always true, has no length, and can be walked through once.</summary>
    Generator,

    /// <summary>A view of a dictionary: has a length, but no places.</summary>
    View,
}

/// <summary>A list, tuple or generator.</summary>
internal sealed class JinjaList(List<object?> items, JinjaListKind kind = JinjaListKind.List)
{
    private List<object?> _items = items;

    /// <summary>Makes a list.</summary>
    public JinjaList(IEnumerable<object?> items, JinjaListKind kind = JinjaListKind.List)
        : this(items.ToList(), kind)
    {
    }

    /// <summary>What kind of view of a dictionary it is, such as <c>dict_items</c>.</summary>
    public string ViewName { get; init; } = "";

    /// <summary>Whether its items have places.</summary>
    public bool IsIndexed => Kind is JinjaListKind.List or JinjaListKind.Tuple;

    /// <summary>What kind of sequence it is.</summary>
    public JinjaListKind Kind { get; } = kind;

    /// <summary>The items.</summary>
    public IReadOnlyList<object?> Items => _items;

    /// <summary>The items, which a generator gives up.</summary>
    public IReadOnlyList<object?> Take()
    {
        List<object?> items = _items;
        if (Kind == JinjaListKind.Generator)
        {
            _items = [];
        }

        return items;
    }
}

/// <summary>A dictionary that keeps the order of its keys. Keys that are equal in Python are equal: <c>1</c>, <c>1.0</c> and <c>true</c>.</summary>
internal sealed class JinjaDict
{
    private readonly Dictionary<object, int> _places = [];
    private readonly List<KeyValuePair<object?, object?>> _entries = [];

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<KeyValuePair<object?, object?>> Entries => _entries;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<object?> Keys => _entries.Select(static e => e.Key);

    /// <summary>Sets an entry; the place of a key that is there already stays.</summary>
    public void Set(object? key, object? value)
    {
        object normal = Normal(key);
        if (_places.TryGetValue(normal, out int place))
        {
            _entries[place] = new(_entries[place].Key, value);
        }
        else
        {
            _places.Add(normal, _entries.Count);
            _entries.Add(new(key, value));
        }
    }

    /// <summary>Sets an entry of a string key that the template does not know of as data.</summary>
    public void Set(string key, object? value) => Set(new JinjaText(key), value);

    /// <summary>Finds an entry.</summary>
    public bool TryGet(object? key, out object? value)
    {
        bool found = _places.TryGetValue(Normal(key), out int place);
        value = found ? _entries[place].Value : null;
        return found;
    }

    /// <summary>Finds an entry of a string key.</summary>
    public bool TryGet(string key, out object? value) => TryGet(new JinjaText(key), out value);

    private static object Normal(object? key) => key switch
    {
        null => typeof(void),
        bool b => b ? 1L : 0L,
        double d when d == Math.Floor(d) && Math.Abs(d) < 1e15 => (long)d,
        JinjaList { Kind: JinjaListKind.List } or JinjaDict => throw new JinjaException("a list or dictionary cannot be a key"),
        JinjaList tuple => string.Join(',', tuple.Items.Select(static i => JinjaPrinter.Repr(i).Value)),
        _ => key,
    };
}

/// <summary>A namespace: attributes that a template may set from inside a loop.</summary>
internal sealed class JinjaNamespace
{
    /// <summary>The attributes.</summary>
    public Dictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);
}

/// <summary>The arguments of a call, evaluated.</summary>
/// <param name="Positional">Those without a name.</param>
/// <param name="Named">Those with one.</param>
internal readonly record struct JinjaCallValues(IReadOnlyList<object?> Positional, IReadOnlyList<(string Name, object? Value)> Named)
{
    /// <summary>No arguments.</summary>
    public static JinjaCallValues None { get; } = new([], []);

    /// <summary>An argument by place or name.</summary>
    /// <param name="place">Its place, from 0.</param>
    /// <param name="name">Its name.</param>
    /// <param name="missing">What it is if it is not given.</param>
    public object? Get(int place, string name, object? missing = null)
    {
        if (place < Positional.Count)
        {
            return Positional[place];
        }

        foreach ((string given, object? value) in Named)
        {
            if (given == name)
            {
                return value;
            }
        }

        return missing;
    }

    /// <summary>An argument that must be given.</summary>
    public object? Need(int place, string name)
        => place < Positional.Count || Named.Any(n => n.Name == name) ? Get(place, name) : throw new JinjaException($"argument '{name}' is missing");

    /// <summary>An argument that is a string.</summary>
    public JinjaText NeedText(int place, string name)
        => Need(place, name) as JinjaText ?? throw new JinjaException($"argument '{name}' must be a string");

    /// <summary>An argument that is an integer.</summary>
    public long GetInteger(int place, string name, long missing) => Get(place, name, missing) switch
    {
        long value => value,
        bool value => value ? 1 : 0,
        _ => throw new JinjaException($"argument '{name}' must be an integer"),
    };

    /// <summary>All but the first positional arguments.</summary>
    public JinjaCallValues Skip(int count) => new([.. Positional.Skip(count)], Named);
}

/// <summary>Something that a template can call.</summary>
/// <param name="name">Its name, for errors.</param>
/// <param name="body">What it does.</param>
internal sealed class JinjaFunction(string name, Func<JinjaCallValues, object?> body)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Calls it.</summary>
    public object? Call(in JinjaCallValues arguments) => body(arguments);
}

/// <summary>The variables of a block, and those around it.</summary>
internal sealed class JinjaScope(JinjaScope? parent)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Sets a variable of this block.</summary>
    public void Set(string name, object? value) => _values[name] = value;

    /// <summary>Finds a variable, in this block or around it.</summary>
    public bool TryGet(string name, out object? value)
    {
        for (JinjaScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._values.TryGetValue(name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    private JinjaScope? Parent { get; } = parent;
}

/// <summary>The <c>loop</c> of a for block.</summary>
internal sealed class JinjaLoop(IReadOnlyList<object?> items, int depth)
{
    private object? _last = new();

    /// <summary>The place of the present item, from 0.</summary>
    public int Index { get; set; }

    /// <summary>How deep a recursive loop is, from 0.</summary>
    public int Depth { get; } = depth;

    /// <summary>What calling the loop does, if it is recursive.</summary>
    public JinjaFunction? Recurse { get; set; }

    /// <summary>An attribute of the loop.</summary>
    public object? Attribute(string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)items.Count - Index,
        "revindex0" => (long)items.Count - Index - 1,
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "depth" => Depth + 1L,
        "depth0" => (long)Depth,
        "previtem" => Index > 0 ? items[Index - 1] : new JinjaUndefined("there is no previous item"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new JinjaUndefined("there is no next item"),
        "cycle" => new JinjaFunction("loop.cycle", a => a.Positional.Count == 0 ? throw new JinjaException("no items for cycling given") : a.Positional[Index % a.Positional.Count]),
        "changed" => new JinjaFunction("loop.changed", a => Changed(a)),
        _ => new JinjaUndefined($"'loop' has no attribute '{name}'"),
    };

    private bool Changed(JinjaCallValues arguments)
    {
        object? value = new JinjaList(arguments.Positional, JinjaListKind.Tuple);
        bool changed = _last is not JinjaList || !JinjaOperators.AreEqual(_last, value);
        _last = value;
        return changed;
    }
}
