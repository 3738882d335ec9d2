using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Runner.Commands;

/// <summary>Writes a table in columns: the first one to the left, numbers to the right.</summary>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    /// <summary>Adds a row with as many cells as there are heads.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table and an empty line; nothing if it has no rows.</summary>
    public void Write(TextWriter output)
    {
        if (_rows.Count == 1)
        {
            return;
        }

        int[] widths = [.. Enumerable.Range(0, heads.Length).Select(column => _rows.Max(row => row[column].Length))];
        foreach (string[] row in _rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }

        output.WriteLine();
    }
}
