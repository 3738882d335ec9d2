using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace PipelineDsl;

/// <summary>The texts of an earlier run, of which what occurs in them is cut: the anchors of their windows, sorted, and behind these all sketches of the run in the corpus's order.</summary>
/// <remarks>Texts are kept so that bytes are compared, as within a run. Their anchors need not be found and sorted again, so that a small corpus is held against a large index at the speed of reading.</remarks>
/// <param name="Path">The file.</param>
/// <param name="Anchors">The anchors, one of each key and context, moved to the index's places.</param>
/// <param name="TextsAt">Where the sketches begin.</param>
/// <param name="TextBytes">Their bytes.</param>
/// <param name="Shard">The first of the shards whose places are the index's own.</param>
internal sealed record SubstringIndex(string Path, SortedRun Anchors, long TextsAt, long TextBytes, int Shard)
{
    private const string Kind = "substrings";
    private const int ShardBits = 40;

    /// <summary>The first place.</summary>
    public ulong First => SubstringPlace.Of(Shard, 0);

    /// <summary>Opens indexes.</summary>
    /// <param name="context">Finds the files.</param>
    /// <param name="options">The options; an index must have been made with the same length.</param>
    /// <exception cref="Engine.RunException">There is no such file, or it is none.</exception>
    public static IReadOnlyList<SubstringIndex> Open(DedupContext context, SubstringOptions options)
    {
        List<SubstringIndex> indexes = [];
        int shard = context.Shards;
        foreach (string path in context.FindIndexes(options.Against))
        {
            (SortedRun records, long bytes) = DedupIndex.Open<AnchorRecord>(path, Kind, Settings(options));
            SubstringIndex index = new(path, records with { MovedBy = SubstringPlace.Of(shard, 0) }, new FileInfo(path).Length - bytes, bytes, shard);
            shard += (int)((bytes + (1L << ShardBits) - 1) >> ShardBits);
            if (shard > SubstringPlace.MostShards)
            {
                throw new NotSupportedException($"indexes and input files together have more than {SubstringPlace.MostShards} parts: join input files");
            }

            indexes.Add(index);
        }

        return indexes;
    }

    /// <summary>Writes the index of a run.</summary>
    /// <param name="context">The run's sketches.</param>
    /// <param name="options">The options.</param>
    /// <param name="anchors">All anchors.</param>
    public static void Write(DedupContext context, SubstringOptions options, SortedRuns<AnchorRecord> anchors)
    {
        // Where a shard's sketches begin when all lie one behind the other: so that the index is the same however the corpus is cut.
        ulong[] starts = new ulong[context.Shards + 1];
        for (int shard = 0; shard < context.Shards; shard++)
        {
            using SketchReader sketches = context.OpenSketches(shard);
            starts[shard + 1] = starts[shard] + (ulong)sketches.Length;
        }

        DedupIndex.Write(context, options.Index!, Kind, Settings(options), Distinct(anchors, starts), file =>
        {
            for (int shard = 0; shard < context.Shards; shard++)
            {
                CopySketches(context, shard, file);
            }
        });
    }

    /// <summary>Opens the sketches.</summary>
    public SketchReader OpenSketches() => new(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16), 0, TextsAt, TextBytes);

    private static string Settings(SubstringOptions options) => string.Create(CultureInfo.InvariantCulture, $"{options.Symbols} minLength={options.MinLength}");

    private static IEnumerable<AnchorRecord> Distinct(SortedRuns<AnchorRecord> anchors, ulong[] starts)
    {
        using SortedRunReader<AnchorRecord> reader = anchors.Read();
        AnchorRecord last = default; // its count is 0, as no other's is
        while (reader.TryRead(out AnchorRecord anchor))
        {
            int shard = SubstringPlace.Shard(anchor.Place);
            if (shard < starts.Length - 1 && (anchor.Key != last.Key || anchor.Context != last.Context))
            {
                last = anchor;
                yield return anchor with { Order = SurvivorOrder.Indexed, Place = starts[shard] + (ulong)SubstringPlace.Offset(anchor.Place) };
            }
        }
    }

    private static void CopySketches(DedupContext context, int shard, DatasetFile file)
    {
        Span<byte> head = stackalloc byte[SketchWriter.HeadBytes];
        using SketchReader sketches = context.OpenSketches(shard);
        while (sketches.Read())
        {
            SketchWriter.WriteHead(head, sketches.Document, sketches.Bytes.Length);
            file.Write(head);
            file.Write(sketches.Bytes);
        }
    }
}
