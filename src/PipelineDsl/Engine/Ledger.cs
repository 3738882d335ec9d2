using System.Collections.Generic;
using System.IO;
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

    /// <summary>Writes the counts, those of rules by name.</summary>
    public void Write(BinaryWriter writer, IReadOnlyList<RuleInfo> rules)
    {
        writer.Write(Read);
        writer.Write(Kept);
        writer.Write(Rejected);
        writer.Write(_dropped.Count(static d => d > 0));
        for (int rule = 0; rule < _dropped.Length; rule++)
        {
            if (_dropped[rule] > 0)
            {
                writer.Write(rules[rule].ToString());
                writer.Write(_dropped[rule]);
            }
        }
    }

    /// <summary>Adds counts that <see cref="Write"/> wrote.</summary>
    /// <exception cref="RunException">A rule is not one of the pipeline's.</exception>
    public void Add(BinaryReader reader, IReadOnlyList<RuleInfo> rules)
    {
        Read += reader.ReadInt64();
        Kept += reader.ReadInt64();
        Rejected += reader.ReadInt64();
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            string name = reader.ReadString();
            RuleInfo rule = rules.FirstOrDefault(r => r.ToString() == name)
                ?? throw new RunException("PDSL2005", $"the ledger names a rule '{name}', which the pipeline does not have; nothing was published, please report this");
            _dropped[rule.Index] += reader.ReadInt64();
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
