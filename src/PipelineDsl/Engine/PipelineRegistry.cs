using System;
using System.Collections.Generic;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>The pipelines of the loaded assemblies; each generated pipeline adds itself in a module initializer.</summary>
public static class PipelineRegistry
{
    private static readonly Lock s_lock = new();
    private static readonly SortedDictionary<string, PipelineDefinition> s_pipelines = new(StringComparer.Ordinal);

    /// <summary>All pipelines, by name.</summary>
    public static IReadOnlyList<PipelineDefinition> All
    {
        get
        {
            lock (s_lock)
            {
                return [.. s_pipelines.Values];
            }
        }
    }

    /// <summary>Adds a pipeline.</summary>
    public static void Add(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        lock (s_lock)
        {
            s_pipelines[definition.Name] = definition;
        }
    }
}
