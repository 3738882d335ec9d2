using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>The ledger of a whole run: every record that was read is kept, dropped by one rule, or rejected.</summary>
internal sealed class RunLedger(PipelineDefinition pipeline)
{
    private readonly long[] _dropped = new long[pipeline.Rules.Count];
    private long _expected;

    /// <summary>Records read.</summary>
    public long Read { get; private set; }

    /// <summary>Documents kept to the end.</summary>
    public long Kept { get; private set; }

    /// <summary>Documents written again because they count several times; not among those kept.</summary>
    public long Repeated { get; private set; }

    /// <summary>Records rejected.</summary>
    public long Rejected { get; private set; }

    /// <summary>The figures that steps noted.</summary>
    public NoteFigures Notes { get; } = new();

    /// <summary>Documents dropped, by rule, in the order of the plan.</summary>
    public IReadOnlyList<KeyValuePair<RuleInfo, long>> Dropped
        => [.. pipeline.Rules.Select(rule => KeyValuePair.Create(rule, _dropped[rule.Index]))];

    /// <summary>Adds a phase, and checks that it balances and took over all that the phase before kept.</summary>
    /// <exception cref="RunException">It does not.</exception>
    public void Add(int phase, IReadOnlyList<ShardResult> results)
    {
        Ledger sum = new(pipeline.Rules.Count);
        foreach (ShardResult result in results)
        {
            result.Ledger.Verify(phase, result.Ledger.Read);
            sum.Add(result.Ledger);
            if (result.Notes is { } notes)
            {
                Notes.Add(notes);
            }
        }

        sum.Verify(phase, phase == 0 ? sum.Read : _expected);
        _expected = sum.Kept;
        Read = phase == 0 ? sum.Read : Read;
        Rejected += sum.Rejected;
        Kept = sum.Kept;
        Repeated = results.Sum(static r => r.Repeated);
        for (int i = 0; i < _dropped.Length; i++)
        {
            _dropped[i] += sum.Dropped(i);
        }
    }
}
