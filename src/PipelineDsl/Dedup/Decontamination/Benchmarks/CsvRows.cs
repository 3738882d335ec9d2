using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace PipelineDsl;

/// <summary>Cuts comma-separated values into rows (RFC 4180): cells between commas, quoted where they hold commas, quotes (doubled) or line ends; rows end in LF or CR LF.</summary>
internal static class CsvRows
{
    /// <summary>The rows that are not blank, each with the line it begins on.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">A quote is missing or stands where none may stand.</exception>
    public static List<(int Line, List<string> Cells)> Read(ReadOnlySpan<char> text, string file)
    {
        List<(int, List<string>)> rows = [];
        StringBuilder cell = new();
        int line = 1;
        int at = 0;
        while (at < text.Length)
        {
            int first = line;
            List<string> cells = [];
            bool more = true;
            while (more)
            {
                cell.Clear();
                at = text[at..].StartsWith('"') ? ReadQuoted(text, at + 1, file, ref line, cell) : ReadPlain(text, at, file, line, cell);
                cells.Add(cell.ToString());
                more = at < text.Length && text[at] == ',';
                at += more ? 1 : 0;
            }

            if (at < text.Length)
            {
                at += text[at] == '\r' ? 2 : 1;
                line++;
            }

            if (cells is not [""])
            {
                rows.Add((first, cells));
            }
        }

        return rows;
    }

    private static bool EndsRow(ReadOnlySpan<char> text, int at) => text[at] == '\n' || text[at..].StartsWith("\r\n");

    private static int ReadPlain(ReadOnlySpan<char> text, int at, string file, int line, StringBuilder cell)
    {
        int start = at;
        while (at < text.Length && text[at] != ',' && !EndsRow(text, at))
        {
            at++;
        }

        ReadOnlySpan<char> plain = text[start..at];
        if (plain.Contains('"'))
        {
            throw BenchmarkRow.Wrong(file, line, "a quote stands inside a cell that does not begin with one; put the cell in quotes and double those inside it");
        }

        cell.Append(plain);
        return at;
    }

    private static int ReadQuoted(ReadOnlySpan<char> text, int at, string file, ref int line, StringBuilder cell)
    {
        int first = line;
        while (at < text.Length)
        {
            char c = text[at++];
            if (c == '"')
            {
                if (at < text.Length && text[at] == '"')
                {
                    at++;
                }
                else if (at == text.Length || text[at] == ',' || EndsRow(text, at))
                {
                    return at;
                }
                else
                {
                    throw BenchmarkRow.Wrong(file, line, "something stands behind the quote that ends a cell; double quotes inside a cell");
                }
            }

            line += c == '\n' ? 1 : 0;
            cell.Append(c);
        }

        throw BenchmarkRow.Wrong(file, first, "a cell begins with a quote, but none ends it; close it, or double quotes inside the cell");
    }
}
