using System;
using System.Collections.Generic;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>The pipelines of the loaded assemblies; each generated pipeline adds itself in a module initializer.</summary>
public static class PipelineRegistry
{
    private static readonly Lock s_lock = new();
    private static readonly List<PipelineDefinition> s_pipelines = []; // in the order of their names

    /// <summary>All pipelines, by name.</summary>
    public static IReadOnlyList<PipelineDefinition> All
    {
        get
        {
            lock (s_lock)
            {
                return [.. s_pipelines];
            }
        }
    }

    /// <summary>Adds a pipeline.</summary>
    public static void Add(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        lock (s_lock)
        {
            int at = 0;
            while (at < s_pipelines.Count && string.CompareOrdinal(s_pipelines[at].Name, definition.Name) < 0)
            {
                at++;
            }

            if (at < s_pipelines.Count && s_pipelines[at].Name == definition.Name)
            {
                s_pipelines[at] = definition;
            }
            else
            {
                s_pipelines.Insert(at, definition);
            }
        }
    }
}
