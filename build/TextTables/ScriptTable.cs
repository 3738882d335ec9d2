using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

/// <summary>The script of every character, as ranges: scripts change too often for pages and too seldom to be asked for character by character.</summary>
internal static class ScriptTable
{
    public static void Write(UnicodeFiles unicode, string folder)
    {
        string[] names = ["Unknown", "Common", "Inherited", .. unicode.Lines("Scripts.txt").Select(static l => l.Fields[0]).Where(static n => n is not ("Common" or "Inherited")).Distinct().Order(StringComparer.Ordinal)];
        byte[] scripts = unicode.Property("Scripts.txt", names);
        StringBuilder text = TableFile.Begin("""
            /// <summary>The property Script of Unicode 15.0.</summary>
            public enum UnicodeScript : byte
            """);
        for (int i = 0; i < names.Length; i++)
        {
            string summary = names[i] switch
            {
                "Unknown" => "Not assigned, for private use, or a surrogate.",
                "Common" => "Used with more than one script: punctuation, symbols, digits.",
                "Inherited" => "Takes the script of the character before: most marks.",
                string name => name.Replace('_', ' ') + ".",
            };
            text.Append(i == 0 ? "" : "\n").Append($"    /// <summary>{summary}</summary>\n    {names[i].Replace("_", "", StringComparison.Ordinal)},\n");
        }

        text.Replace("using System;\n\n", "").Append("}\n");
        TableFile.End(text, Path.Combine(folder, "UnicodeScript.cs"));

        List<int> starts = [.. Enumerable.Range(0, PageTable.CodePoints).Where(c => c == 0 || scripts[c] != scripts[c - 1])];
        text = TableFile.Begin("public static partial class UnicodeScripts");
        text.AppendList("Where each range begins.", "private static ReadOnlySpan<int> Starts", starts);
        text.AppendList("The script of each range, by its number.", "private static ReadOnlySpan<byte> Scripts", starts.Select(s => scripts[s]), 32);
        text.Append("}\n");
        TableFile.End(text, Path.Combine(folder, "UnicodeScripts.Tables.cs"));
    }
}
