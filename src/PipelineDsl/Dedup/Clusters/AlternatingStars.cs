using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace PipelineDsl;

/// <summary>Connected components over sorted files, with memory that does not depend on the number of documents: large-star and small-star steps in turn until nothing changes (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in MapReduce and Beyond", 2014).</summary>
/// <remarks>
/// A large-star step gives every larger neighbour of a node to the least of its neighbours and itself; a small-star step does so with the smaller neighbours. In the end each node has one
/// edge, to the least of its component. Graphs of near duplicates take three to five rounds. Nodes are worked on by ranges, each an independent task.
/// </remarks>
internal static class AlternatingStars
{
    /// <summary>Finds the components.</summary>
    public static SortedRuns<Edge> Find(DedupContext context, SortedRuns<Edge> edges)
    {
        // Edges point from the larger to the smaller node, each once.
        SortedRuns<Edge> current = Pass(context, edges, "stars-0", static (node, reader, output) =>
        {
            foreach (ulong other in reader)
            {
                if (other != node)
                {
                    output.Add(new Edge(Math.Max(node, other), Math.Min(node, other)));
                }
            }
        });
        for (int round = 1; ; round++)
        {
            UInt128 before = Digest(context, current);
            SortedRuns<Edge> both = Pass(context, current, Name("both", round), static (node, reader, output) =>
            {
                foreach (ulong other in reader)
                {
                    output.Add(new Edge(node, other));
                    output.Add(new Edge(other, node));
                }
            });
            current.Dispose();
            SortedRuns<Edge> large = Pass(context, both, Name("large", round), LargeStar);
            both.Dispose();
            current = Pass(context, large, Name("small", round), SmallStar);
            large.Dispose();
            if (Digest(context, current) == before)
            {
                break;
            }
        }

        // The least member of a component has no edge of its own yet.
        SortedRuns<Edge> labels = Pass(context, current, "labels", static (node, reader, output) =>
        {
            foreach (ulong least in reader)
            {
                output.Add(new Edge(node, least));
                output.Add(new Edge(least, least));
            }
        });
        current.Dispose();
        return labels;
    }

    private static string Name(string step, int round) => string.Create(CultureInfo.InvariantCulture, $"stars-{step}-{round}");

    private static void LargeStar(ulong node, IEnumerable<ulong> neighbours, SortedRunWriter<Edge> output)
    {
        ulong? least = null;
        foreach (ulong other in neighbours)
        {
            least ??= Math.Min(node, other);
            if (other > node)
            {
                output.Add(new Edge(other, least.Value));
            }
        }
    }

    private static void SmallStar(ulong node, IEnumerable<ulong> smaller, SortedRunWriter<Edge> output)
    {
        ulong? least = null;
        foreach (ulong other in smaller)
        {
            if (least is null)
            {
                least = other;
                output.Add(new Edge(node, other));
            }
            else
            {
                output.Add(new Edge(other, least.Value));
            }
        }
    }

    /// <summary>Runs a step at every node, given its neighbours in ascending order, each once.</summary>
    private static SortedRuns<Edge> Pass(DedupContext context, SortedRuns<Edge> edges, string name, Action<ulong, IEnumerable<ulong>, SortedRunWriter<Edge>> step)
    {
        SortedRuns<Edge> result = context.CreateRuns<Edge>(name);
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(edges.Count, (ulong)context.Documents);
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<Edge> reader = edges.Read(ranges[i].From, ranges[i].To);
            using SortedRunWriter<Edge> output = result.OpenWriter();
            Neighbours neighbours = new(reader);
            while (neighbours.MoveToNode())
            {
                step(neighbours.Node, neighbours.OfNode(), output);
                neighbours.Skip();
            }
        });
        result.Seal();
        return result;
    }

    /// <summary>A sum over the distinct edges that tells sets of edges apart.</summary>
    private static UInt128 Digest(DedupContext context, SortedRuns<Edge> edges)
    {
        UInt128 sum = 0;
        Lock adding = new();
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(edges.Count, (ulong)context.Documents);
        context.ForEach(ranges.Count, i =>
        {
            UInt128 own = 0;
            using SortedRunReader<Edge> reader = edges.Read(ranges[i].From, ranges[i].To);
            Edge last = new(ulong.MaxValue, ulong.MaxValue);
            while (reader.TryRead(out Edge edge))
            {
                if (edge != last)
                {
                    own += Mix(edge);
                    last = edge;
                }
            }

            lock (adding)
            {
                sum += own;
            }
        });
        return sum;
    }

    private static UInt128 Mix(Edge edge)
    {
        ulong high = Math.BigMul(edge.Node ^ 0x9E3779B97F4A7C15, edge.Other ^ 0xD1B54A32D192ED03, out ulong low);
        return new UInt128(high ^ (low * 0xFF51AFD7ED558CCD), low ^ (high * 0xC4CEB9FE1A85EC53) ^ edge.Node);
    }

    /// <summary>Walks through sorted edges node by node.</summary>
    private sealed class Neighbours(SortedRunReader<Edge> reader)
    {
        private Edge _next;
        private bool _any;
        private bool _begun;

        public ulong Node { get; private set; }

        public bool MoveToNode()
        {
            if (!_begun)
            {
                _begun = true;
                _any = reader.TryRead(out _next);
            }

            Node = _next.Node;
            return _any;
        }

        public IEnumerable<ulong> OfNode()
        {
            ulong last = 0;
            for (bool first = true; _any && _next.Node == Node; first = false)
            {
                ulong other = _next.Other;
                _any = reader.TryRead(out _next);
                if (first || other != last)
                {
                    last = other;
                    yield return other;
                }
            }
        }

        public void Skip()
        {
            while (_any && _next.Node == Node)
            {
                _any = reader.TryRead(out _next);
            }
        }
    }
}
