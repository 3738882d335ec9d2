using System;

namespace PipelineDsl;

/// <summary>Goes through fingerprints sorted by the key of a table and compares those of one key. For one task.</summary>
/// <remarks>
/// A fingerprint is compared with the <see cref="Window"/> before it at most: of a group with more different ones, which share half of their bits by chance or by design, pairs further apart are
/// not looked at in this table. So time and memory are linear in the number of documents, whatever they are.
/// </remarks>
/// <param name="distance">The most bits in which similar fingerprints differ.</param>
internal sealed class FingerprintGroups(int distance)
{
    /// <summary>How many fingerprints of a group before it one is compared with, at most.</summary>
    public const int Window = 1 << 12;

    private readonly ulong[] _fingerprints = new ulong[Window];
    private readonly ulong[] _places = new ulong[Window];

    /// <summary>Reads all groups.</summary>
    /// <param name="records">The records.</param>
    /// <param name="edges">Takes edges between documents with similar fingerprints.</param>
    /// <param name="indexed">Takes the documents similar to one of an index.</param>
    public void Read(SortedRunReader<TableRecord> records, SortedRunWriter<Edge> edges, SortedRunWriter<Node> indexed)
    {
        ulong key = 0;
        int count = 0;
        while (records.TryRead(out TableRecord record))
        {
            count = record.Key == key ? count : 0;
            key = record.Key;
            for (int i = 0; i < Math.Min(count, Window); i++)
            {
                if (SimHash64.Distance(_fingerprints[i], record.Fingerprint) <= distance)
                {
                    Join(record.Place, _places[i], edges, indexed);
                }
            }

            _fingerprints[count % Window] = record.Fingerprint;
            _places[count % Window] = record.Place;
            count++;
        }
    }

    private static void Join(ulong one, ulong other, SortedRunWriter<Edge> edges, SortedRunWriter<Node> indexed)
    {
        if (one == other)
        {
            return; // two of an index, or one fingerprint in two tables whose keys collide
        }

        if (one == BandRecord.Indexed || other == BandRecord.Indexed)
        {
            indexed.Add(new Node(Math.Max(one, other) - 1));
        }
        else
        {
            edges.Add(new Edge(Math.Max(one, other) - 1, Math.Min(one, other) - 1));
        }
    }
}
