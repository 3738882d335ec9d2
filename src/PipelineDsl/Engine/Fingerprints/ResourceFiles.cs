using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>The files behind a resource, and a hash of their names and contents.</summary>
internal static class ResourceFiles
{
    /// <summary>What a path stands for: a file, all files of a folder and of those below it, or what matches a pattern, in ordinal order of their names; none if nothing lies there.</summary>
    /// <param name="path">The path or pattern, absolute, or null.</param>
    public static IReadOnlyList<string> Of(string? path)
    {
        if (path is null)
        {
            return [];
        }

        if (Directory.Exists(path))
        {
            return [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        }

        return [.. ShardList.Files(path, Path.GetPathRoot(path) ?? ".").Select(static f => f.Path)];
    }

    /// <summary>The hash of files: their names below what they have in common with the resource's path, and their contents.</summary>
    /// <param name="path">The resource's path or pattern, absolute.</param>
    /// <param name="files">The files, absolute.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Hash128 Hash(string path, IEnumerable<string> files)
    {
        string root = Root(path);
        HashWriter hash = new();
        foreach (string file in files.Distinct().Order(StringComparer.Ordinal))
        {
            hash.Text(Path.GetRelativePath(root, file).Replace('\\', '/'));
            hash.Wide(Hash(file));
        }

        return hash.Hash;
    }

    private static Hash128 Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        XxHash128 hash = new();
        hash.Append(stream);
        return Hash128.Of(hash);
    }

    /// <summary>The folder that the names of files are relative to, so that a key does not depend on where the project lies.</summary>
    private static string Root(string path)
    {
        if (Directory.Exists(path))
        {
            return path;
        }

        int star = path.IndexOf('*', StringComparison.Ordinal);
        return Path.GetDirectoryName(star < 0 ? path : path[..(star + 1)]) ?? path;
    }
}
