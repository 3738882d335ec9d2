using System;

namespace PipelineDsl;

/// <summary>Finds the connected components of a graph of documents: for each document that has an edge the least document of its component.</summary>
/// <remarks>Union-find in one array if that fits into the budget, else alternating stars over sorted files; both give the same labels.</remarks>
public static class ConnectedComponents
{
    /// <summary>Finds the components.</summary>
    /// <param name="context">Memory, workers and the number of documents.</param>
    /// <param name="edges">The edges, sealed. Their direction does not matter.</param>
    /// <returns>An edge from each document that has one to the least document of its component, itself included; sealed.</returns>
    public static SortedRuns<Edge> Find(DedupContext context, SortedRuns<Edge> edges)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(edges);
        return UnionFind.BytesFor(context.Documents) <= context.MemoryBytes / 2 ? ByUnionFind(context, edges) : AlternatingStars.Find(context, edges);
    }

    private static SortedRuns<Edge> ByUnionFind(DedupContext context, SortedRuns<Edge> edges)
    {
        using UnionFind sets = new(context.Documents);
        using (SortedRunReader<Edge> reader = edges.Read())
        {
            while (reader.TryRead(out Edge edge))
            {
                sets.Union((long)edge.Node, (long)edge.Other);
            }
        }

        SortedRuns<Edge> labels = context.CreateRuns<Edge>("labels");
        using (SortedRunWriter<Edge> writer = labels.OpenWriter())
        {
            for (long node = 0; node < context.Documents; node++)
            {
                if (sets.IsTouched(node))
                {
                    writer.Add(new Edge((ulong)node, (ulong)sets.Find(node)));
                }
            }
        }

        labels.Seal();
        return labels;
    }
}
