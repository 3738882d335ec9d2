using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace PipelineDsl.Engine;

/// <summary>Reads which assemblies come of projects from the file that the SDK writes beside an assembly (<c>*.deps.json</c>).</summary>
internal static class ProjectList
{
    /// <summary>The simple names of the assemblies of projects, or null if there is no such file.</summary>
    public static IReadOnlySet<string>? Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(file);
            return Read(json.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static HashSet<string> Read(JsonElement root)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        JsonElement libraries = root.GetProperty("libraries");
        foreach (JsonProperty target in root.GetProperty("targets").EnumerateObject())
        {
            foreach (JsonProperty library in target.Value.EnumerateObject())
            {
                if (libraries.TryGetProperty(library.Name, out JsonElement about)
                    && about.GetProperty("type").ValueEquals("project")
                    && library.Value.TryGetProperty("runtime", out JsonElement files))
                {
                    foreach (JsonProperty file in files.EnumerateObject())
                    {
                        names.Add(Path.GetFileNameWithoutExtension(file.Name));
                    }
                }
            }
        }

        return names;
    }
}
