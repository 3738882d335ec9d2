using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Seals as files: one line a task, its key and the hash of what it left, and a last line that says that nothing is missing.</summary>
internal static class SealFile
{
    private const string End = "sealed";

    /// <summary>Writes a seal. Whoever seals a stage writes the same, so the last one may win.</summary>
    public static void Write(string path, Seal seal)
    {
        StringBuilder text = new();
        foreach (SealEntry entry in seal.Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Content}\n");
        }

        text.Append(End).Append('\n');
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string written = $"{path}.{Guid.NewGuid():N}";
        using (FileStream stream = new(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(written, path, overwrite: true);
        FileSystemCalls.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads a seal.</summary>
    /// <returns>The entries, or null if there is no seal, or none of that many tasks.</returns>
    public static IReadOnlyList<SealEntry>? TryRead(string path, int tasks)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = File.ReadAllLines(path);
        return lines.Length == tasks + 1 && lines[^1] == End ? [.. lines.Take(tasks).Select(Parse)] : null;
    }

    private static SealEntry Parse(string line)
    {
        string[] hashes = line.Split(' ');
        return new SealEntry(Hash(hashes[0]), Hash(hashes[1]));
    }

    private static Hash128 Hash(string text) => Hash128.Parse(text);
}
