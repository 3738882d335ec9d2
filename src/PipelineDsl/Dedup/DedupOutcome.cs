namespace PipelineDsl;

/// <summary>What the deduplication before this phase did to a document that goes on: a parameter for rules of its component, which are decided right after it.</summary>
/// <param name="CutBytes">How many bytes of its text were cut; 0 if it is as it was.</param>
/// <param name="ClusterId">The number of the first document of its cluster, of those the phase before kept; -1 if it is alone.</param>
/// <param name="ClusterSize">How many documents its cluster has, itself included.</param>
public readonly record struct DedupOutcome(int CutBytes, long ClusterId, long ClusterSize)
{
    /// <summary>Whether some of its text was cut.</summary>
    public bool IsChanged => CutBytes > 0;
}
