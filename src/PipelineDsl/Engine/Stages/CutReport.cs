using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>What a deduplication told of itself: figures and facts by name. Tasks may tell at the same time.</summary>
internal sealed class CutReport(string step)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _facts = new(System.StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _figures = new(System.StringComparer.Ordinal);

    /// <summary>The step.</summary>
    public string Step => step;

    /// <summary>Figures and facts, in the order of their names, which does not depend on tasks.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts
        => [.. _facts.Concat(_figures.Select(static f => KeyValuePair.Create(f.Key, f.Value.ToString(CultureInfo.InvariantCulture)))).OrderBy(static f => f.Key, System.StringComparer.Ordinal)];

    /// <summary>Adds to a figure.</summary>
    public void Add(string name, long value)
    {
        lock (_lock)
        {
            _figures[name] = _figures.GetValueOrDefault(name) + value;
        }
    }

    /// <summary>Sets a fact.</summary>
    public void Set(string name, string value)
    {
        lock (_lock)
        {
            _facts[name] = value;
        }
    }
}
