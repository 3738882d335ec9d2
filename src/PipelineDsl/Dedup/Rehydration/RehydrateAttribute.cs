namespace PipelineDsl;

/// <summary>Repeats documents by the size of their cluster, as FineWeb-2 does after deduplication ("rehydration"): what was found several times on the web tends to be better, up to a point.</summary>
public sealed class RehydrateAttribute : FilterAttribute<Rehydration>
{
    /// <summary>FineWeb-2's weights: clusters of 1 once, of 2 twice, of 3 and 4 three times, from 5 on five times, from 100 on eight times, from 1000 on once.</summary>
    public const string FineWeb2 = "1:1, 2:2, 3:3, 5:5, 100:8, 1000:1";

    /// <summary>Repeats documents.</summary>
    /// <param name="clusterSize">The field with the size of the cluster: the one that a deduplication's option <c>clusterSize</c> names.</param>
    /// <param name="weights">How often documents are written, as <c>size:times</c> with commas between, sizes ascending: each holds from its size up to the next. Below the first size: once. 0 times drops. Default: FineWeb-2's.</param>
    public RehydrateAttribute(string clusterSize, string weights = FineWeb2)
    {
        ClusterSize = clusterSize;
        Weights = weights;
    }

    /// <summary>The field with the size of the cluster.</summary>
    public string ClusterSize { get; }

    /// <summary>How often documents are written.</summary>
    public string Weights { get; }
}

/// <summary>How often documents count by the size of their cluster.</summary>
[Filter]
public sealed class Rehydration
{
    private Rehydration()
    {
    }

    /// <summary>How often a document counts.</summary>
    [Times]
    public static int Times([FieldNamedBy("clusterSize", optional: true)] long size, RehydrationWeights table, string weights) => table.Of(size, weights);
}
