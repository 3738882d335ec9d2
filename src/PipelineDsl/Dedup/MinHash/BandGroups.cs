namespace PipelineDsl;

/// <summary>Goes through records sorted by the key of a band: documents with one key are a star of edges to the first of them.</summary>
internal static class BandGroups
{
    /// <summary>Reads all groups.</summary>
    /// <param name="records">The records.</param>
    /// <param name="edges">Takes an edge from each further document of a group to the first.</param>
    /// <param name="indexed">Takes the documents whose key is in an index.</param>
    public static void Read(SortedRunReader<BandRecord> records, SortedRunWriter<Edge> edges, SortedRunWriter<Node> indexed)
    {
        BandRecord first = default;
        bool any = false;
        bool isIndexed = false;
        while (records.TryRead(out BandRecord record))
        {
            if (!any || record.Key != first.Key)
            {
                any = true;
                first = record;
                isIndexed = record.Place == BandRecord.Indexed;
            }
            else if (isIndexed)
            {
                if (record.Place != BandRecord.Indexed)
                {
                    indexed.Add(new Node(record.Place - 1)); // a star of them is needless: all go
                }
            }
            else if (record.Place != first.Place)
            {
                edges.Add(new Edge(record.Place - 1, first.Place - 1));
            }
        }
    }
}
