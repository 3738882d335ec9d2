using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl;

/// <summary>Figures that steps noted, by step and name.</summary>
internal sealed class NoteFigures
{
    private readonly Dictionary<(string Step, string Name), long> _sums = [];
    private readonly Dictionary<(string Step, string Name), long> _constants = [];

    /// <summary>The figures of each step, both in ordinal order.</summary>
    public IEnumerable<IGrouping<string, (string Step, string Name, long Value)>> Steps => _sums.Concat(_constants)
        .Select(static f => (f.Key.Step, f.Key.Name, f.Value))
        .OrderBy(static f => f.Step, StringComparer.Ordinal)
        .ThenBy(static f => f.Name, StringComparer.Ordinal)
        .GroupBy(static f => f.Step);

    /// <summary>Adds to a figure.</summary>
    public void Add(string step, string name, long count) => _sums[(step, name)] = _sums.GetValueOrDefault((step, name)) + count;

    /// <summary>Sets a figure, unless it is greater.</summary>
    public void Set(string step, string name, long value) => _constants[(step, name)] = Math.Max(value, _constants.GetValueOrDefault((step, name)));

    /// <summary>Adds those of a shard.</summary>
    public void Add(NoteFigures other)
    {
        foreach (((string step, string name), long count) in other._sums)
        {
            Add(step, name, count);
        }

        foreach (((string step, string name), long value) in other._constants)
        {
            Set(step, name, value);
        }
    }

    /// <summary>Writes the figures.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (Dictionary<(string Step, string Name), long> figures in (ReadOnlySpan<Dictionary<(string Step, string Name), long>>)[_sums, _constants])
        {
            writer.Write(figures.Count);
            List<(string Step, string Name)> order = new(figures.Count);
            foreach (((string Step, string Name) figure, _) in figures)
            {
                order.Add(figure);
            }

            order.Sort(static (a, b) => string.CompareOrdinal(a.Step, b.Step) is not 0 and int steps ? steps : string.CompareOrdinal(a.Name, b.Name));
            foreach ((string Step, string Name) figure in order)
            {
                writer.Write(figure.Step);
                writer.Write(figure.Name);
                writer.Write(figures[figure]);
            }
        }
    }

    /// <summary>Adds figures that <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            Add(reader.ReadString(), reader.ReadString(), reader.ReadInt64());
        }

        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            Set(reader.ReadString(), reader.ReadString(), reader.ReadInt64());
        }
    }
}
