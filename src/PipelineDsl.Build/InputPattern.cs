using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Build;

/// <summary>The files that a source's pattern matches, by the runner's rules: <c>*</c> is any part of a name, <c>**</c> any folders, upper and lower case differ.</summary>
/// <remarks>MSBuild's own wildcards cannot serve: it expands only those that stand in the project file, and a source's pattern may stand in an attribute.</remarks>
internal static class InputPattern
{
    /// <summary>Whether it is an address in an object storage: there are no files then, and only the runner can say whether something has changed.</summary>
    public static bool IsAddress(string pattern) => pattern.IndexOf("://", StringComparison.Ordinal) > 1;

    /// <summary>The files, absolute, in no particular order. A pattern without a wildcard names its file whether it exists or not.</summary>
    public static IEnumerable<string> Files(string projectDirectory, string pattern)
    {
        string[] parts = Path.Combine(projectDirectory, pattern).Replace('\\', '/').Split('/');
        int first = Array.FindIndex(parts, static p => p.IndexOf('*') >= 0);
        if (first < 0)
        {
            return [Path.GetFullPath(string.Join("/", parts))];
        }

        string root = Path.GetFullPath(string.Join("/", parts.Take(first)) + "/");
        return Directory.Exists(root) ? Below(root, new ArraySegment<string>(parts, first, parts.Length - first)) : [];
    }

    private static IEnumerable<string> Below(string folder, IReadOnlyList<string> parts)
    {
        string part = parts[0];
        string[] rest = [.. parts.Skip(1)];
        if (part == "**")
        {
            IEnumerable<string> here = Below(folder, rest.Length == 0 ? ["*"] : rest);
            return here.Concat(Directory.EnumerateDirectories(folder).SelectMany(f => Below(f, parts)));
        }

        return rest.Length == 0
            ? Directory.EnumerateFiles(folder).Where(f => Matches(Path.GetFileName(f), part))
            : Directory.EnumerateDirectories(folder).Where(f => Matches(Path.GetFileName(f), part)).SelectMany(f => Below(f, rest));
    }

    /// <summary>Whether a name is the pattern's pieces in order, with anything between them.</summary>
    private static bool Matches(string name, string pattern)
    {
        string[] pieces = pattern.Split('*');
        if (pieces.Length == 1)
        {
            return name == pattern;
        }

        int at = pieces[0].Length;
        if (!name.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        foreach (string piece in pieces.Skip(1).Take(pieces.Length - 2))
        {
            int found = name.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        string last = pieces[pieces.Length - 1];
        return name.Length - at >= last.Length && name.EndsWith(last, StringComparison.Ordinal);
    }
}
