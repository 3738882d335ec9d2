using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>What became of the documents of one phase: in = kept + dropped + rejected.</summary>
internal sealed class Ledger(int rules)
{
    private readonly long[] _dropped = new long[rules];

    /// <summary>Records that came in.</summary>
    public long Read { get; private set; }

    /// <summary>Documents that went on.</summary>
    public long Kept { get; private set; }

    /// <summary>Records that could not become documents.</summary>
    public long Rejected { get; private set; }

    /// <summary>Documents that a rule dropped.</summary>
    public long Dropped(int rule) => _dropped[rule];

    /// <summary>Documents that some rule dropped.</summary>
    public long TotalDropped => _dropped.Sum();

    /// <summary>Counts a document by its verdict.</summary>
    public void Count(in Verdict verdict)
    {
        Read++;
        if (verdict.Rule is { } rule)
        {
            _dropped[rule.Index]++;
        }
        else
        {
            Kept++;
        }
    }

    /// <summary>Counts a document that a deduplication drops before this phase.</summary>
    public void CountDuplicate(RuleInfo rule)
    {
        Read++;
        _dropped[rule.Index]++;
    }

    /// <summary>Counts a rejected record.</summary>
    public void CountRejected()
    {
        Read++;
        Rejected++;
    }

    /// <summary>Adds another shard's counts.</summary>
    public void Add(Ledger other)
    {
        Read += other.Read;
        Kept += other.Kept;
        Rejected += other.Rejected;
        for (int i = 0; i < _dropped.Length; i++)
        {
            _dropped[i] += other._dropped[i];
        }
    }

    /// <summary>Fails unless every record is accounted for.</summary>
    /// <param name="phase">The phase, for the message.</param>
    /// <param name="expected">How many records must have come in.</param>
    /// <exception cref="RunException">A record was lost or counted twice: a defect of the engine or of a step.</exception>
    public void Verify(int phase, long expected)
    {
        if (Read != expected || Read != Kept + TotalDropped + Rejected)
        {
            throw new RunException(
                "PDSL2005",
                $"the ledger of phase {phase} does not balance: {expected} expected, {Read} read, {Kept} kept, {TotalDropped} dropped, {Rejected} rejected; nothing was published, please report this");
        }
    }
}
