using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Turns pairs of similar documents into marks: connected components are clusters, the best-ranked document of each survives, else the first in the corpus's order; a cluster with a document of an index has no survivor.</summary>
public static class ClusterMarks
{
    /// <summary>Makes the marks.</summary>
    /// <param name="context">Workers, memory, ranks, and where marks and figures go.</param>
    /// <param name="edges">The pairs, sealed.</param>
    /// <param name="indexed">The documents that are similar to one of an index, sealed; null if there is no index.</param>
    public static void Make(DedupContext context, SortedRuns<Edge> edges, SortedRuns<Node>? indexed = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(edges);
        using SortedRuns<Edge> labels = ConnectedComponents.Find(context, edges);
        using SortedRuns<Member> members = context.CreateRuns<Member>("members");
        context.ForEach(context.Shards, shard => Collect(context, shard, labels, indexed, members));
        members.Seal();

        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(members.Count, (ulong)context.Documents);
        long[] largest = new long[ranges.Count];
        context.ForEach(ranges.Count, i =>
        {
            using SortedRunReader<Member> reader = members.Read(ranges[i].From, ranges[i].To);
            using DedupMarks marks = context.OpenMarks();
            largest[i] = Mark(context, reader, marks);
        });
        context.Report("largestCluster", largest.DefaultIfEmpty(0).Max());
    }

    /// <summary>Joins a shard's labels with its ranks and with the index.</summary>
    private static void Collect(DedupContext context, int shard, SortedRuns<Edge> labels, SortedRuns<Node>? indexed, SortedRuns<Member> members)
    {
        long first = context.FirstOf(shard);
        long end = context.FirstOf(shard + 1);
        if (first == end)
        {
            return;
        }

        using SortedRunReader<Edge> reader = labels.Read((ulong)first, (ulong)end - 1);
        using SortedRunReader<Node>? found = indexed?.Read((ulong)first, (ulong)end - 1);
        using RankReader ranks = context.OpenRanks(shard);
        using SortedRunWriter<Member> writer = members.OpenWriter();
        using DedupMarks marks = context.OpenMarks();
        long alone = 0;
        ulong lastFound = ulong.MaxValue;
        ulong lastLabelled = ulong.MaxValue;
        bool any = NextFound(out Node node);
        bool NextFound(out Node next)
        {
            next = default;
            while (found is not null && found.TryRead(out next))
            {
                if (next.Document != lastFound)
                {
                    lastFound = next.Document;
                    return true;
                }
            }

            return false;
        }

        void DropAlone(ulong below)
        {
            for (; any && node.Document < below; any = NextFound(out node))
            {
                marks.Drop((long)node.Document, DedupMarks.Indexed);
                alone++;
            }
        }

        while (reader.TryRead(out Edge label))
        {
            if (label.Node == lastLabelled)
            {
                continue;
            }

            lastLabelled = label.Node;
            DropAlone(label.Node);
            if (any && node.Document == label.Node)
            {
                writer.Add(new Member(label.Other, SurvivorOrder.Indexed, ulong.MaxValue));
                any = NextFound(out node);
            }

            writer.Add(new Member(label.Other, ranks.OrderOf((long)label.Node), label.Node));
        }

        DropAlone(ulong.MaxValue);
        context.Report("duplicates", alone);
        context.Report("duplicatesOfIndex", alone);
    }

    /// <summary>Marks the members of clusters; returns the size of the largest.</summary>
    private static long Mark(DedupContext context, SortedRunReader<Member> members, DedupMarks marks)
    {
        long largest = 0;
        long clusters = 0;
        long duplicates = 0;
        long ofIndex = 0;
        ulong root = ulong.MaxValue;
        long survivor = DedupMarks.Indexed;
        long size = 0;
        void End()
        {
            if (root != ulong.MaxValue)
            {
                clusters++;
                largest = Math.Max(largest, size);
                if (survivor != DedupMarks.Indexed)
                {
                    marks.Cluster(survivor, (long)root, size);
                }
            }
        }

        while (members.TryRead(out Member member))
        {
            if (member.Root != root)
            {
                End();
                root = member.Root;
                survivor = member.Order == SurvivorOrder.Indexed ? DedupMarks.Indexed : (long)member.Document;
                size = member.Order == SurvivorOrder.Indexed ? 0 : 1;
                continue;
            }

            if (member.Order == SurvivorOrder.Indexed)
            {
                continue; // another member is in the index too
            }

            size++;
            duplicates++;
            ofIndex += survivor == DedupMarks.Indexed ? 1 : 0;
            marks.Drop((long)member.Document, survivor);
        }

        End();
        context.Report("clusters", clusters);
        context.Report("duplicates", duplicates);
        context.Report("duplicatesOfIndex", ofIndex);
        return largest;
    }

    /// <summary>A member of a cluster with its place in the order of survivors.</summary>
    /// <param name="Root">The cluster's least document.</param>
    /// <param name="Order">The place.</param>
    /// <param name="Document">The document.</param>
    private readonly record struct Member(ulong Root, ulong Order, ulong Document) : ISortedRecord<Member>
    {
        public static int Compare(in Member a, in Member b)
            => a.Root != b.Root ? a.Root.CompareTo(b.Root) : a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Document.CompareTo(b.Document);

        public static ulong Range(in Member record) => record.Root;
    }
}
