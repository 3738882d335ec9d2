using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.Extensions.FileSystemGlobbing;

namespace PipelineDsl.Engine;

/// <summary>Expands the sources' patterns to the corpus's files, in an order that depends on their names only.</summary>
internal static class ShardList
{
    /// <summary>The files of all sources: by source, then by pattern, then by name, ordinal.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Says which patterns to use and what they are relative to.</param>
    /// <param name="places">Where to look.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">A pattern matches no file, or a storage cannot be asked.</exception>
    public static List<InputFile> Expand(PipelineDefinition pipeline, RunOptions options, InputPlaces places, CancellationToken cancellation)
    {
        List<InputFile> files = [];
        HashSet<(int, string)> seen = [];
        foreach ((int source, string pattern) in Patterns(pipeline, options))
        {
            bool any = false;
            foreach (InputFile file in places.Files(source, pattern, options.ProjectDirectory, cancellation))
            {
                any = true;

                // Two patterns of one source may overlap: a file is read once.
                if (seen.Add((source, file.Path)))
                {
                    files.Add(file);
                }
            }

            if (!any)
            {
                throw ObjectAddress.IsAddress(pattern)
                    ? new RunException("PDSL2003", $"no object matches '{pattern}', a source of {pipeline.Name}; correct the pattern, or supply the objects", pattern)
                    : new RunException(
                    "PDSL2003",
                    $"no file matches '{pattern}', a source of {pipeline.Name}; correct the pattern (it is relative to '{Path.GetFullPath(options.ProjectDirectory)}') or supply the files");
            }
        }

        return files;
    }

    /// <summary>The patterns that a run reads: the sources' own, or those that the options put in their place.</summary>
    public static IEnumerable<(int Source, string Pattern)> Patterns(PipelineDefinition pipeline, RunOptions options)
    {
        int sources = pipeline.Sources.Count;
        if (options.Sources.Count == 0)
        {
            for (int i = 0; i < sources; i++)
            {
                yield return (i, pipeline.Sources[i].Pattern);
            }

            yield break;
        }

        if (sources != 1 && options.Sources.Count != sources)
        {
            throw new RunException("PDSL2003", $"{pipeline.Name} has {sources} sources, but {options.Sources.Count} patterns were given; give one for each, in order, or none");
        }

        for (int i = 0; i < options.Sources.Count; i++)
        {
            yield return (sources == 1 ? 0 : i, options.Sources[i]);
        }
    }

    /// <summary>The files that match a pattern, in ordinal order of their names.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="projectDirectory">What it is relative to.</param>
    public static IEnumerable<(string Path, string Name)> Files(string pattern, string projectDirectory)
    {
        (string root, string below) = Split(Path.GetFullPath(projectDirectory), pattern.Replace('\\', '/'));
        if (!Directory.Exists(root))
        {
            yield break;
        }

        if (below.IndexOf('*', StringComparison.Ordinal) < 0)
        {
            string file = Path.Combine(root, below);
            if (File.Exists(file))
            {
                yield return (file, below);
            }

            yield break;
        }

        Matcher matcher = new(StringComparison.Ordinal);
        matcher.AddInclude(below);
        List<string> names = [];
        foreach (string path in matcher.GetResultsInFullPath(root))
        {
            names.Add(Path.GetRelativePath(root, path).Replace('\\', '/'));
        }

        names.Sort(StringComparer.Ordinal);
        foreach (string name in names)
        {
            yield return (Path.GetFullPath(name, root), name);
        }
    }

    /// <summary>Cuts a pattern at its first wildcard (or before the file's name): what comes before is where to look.</summary>
    private static (string Root, string Below) Split(string projectDirectory, string pattern)
    {
        string[] parts = pattern.Split('/');
        int fixedParts = Array.FindIndex(parts, static p => p.Contains('*', StringComparison.Ordinal));
        fixedParts = fixedParts < 0 ? parts.Length - 1 : fixedParts;
        string head = string.Join('/', parts[..fixedParts]);
        if (head.Length == 0 && pattern.StartsWith('/'))
        {
            head = "/";
        }

        return (Path.GetFullPath(head.Length == 0 ? "." : head, projectDirectory), string.Join('/', parts[fixedParts..]));
    }
}
