using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Files of the gold data: JSON lines, compressed or not.</summary>
internal static class GoldFile
{
    /// <summary>The rows of NAME.jsonl or NAME.jsonl.gz; none if neither is there.</summary>
    public static IEnumerable<JsonElement> Rows(string directory, string name)
    {
        string? path = new[] { name + ".jsonl", name + ".jsonl.gz" }.Select(file => Path.Combine(directory, file)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            yield break;
        }

        using FileStream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }
}
