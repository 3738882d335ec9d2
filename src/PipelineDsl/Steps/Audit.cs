using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Every verdict that a pipeline's rules give of one document, without early exit: who would drop what.</summary>
/// <remarks>Rules after a step that changes the text see the changed text, just as in a run.</remarks>
public sealed class Audit
{
    private readonly List<Verdict> _failures = [];

    /// <summary>The verdicts of the rules that would drop the document, in the order of the plan (segments, tiers, declaration).</summary>
    public IReadOnlyList<Verdict> Failures => _failures;

    /// <summary>Whether no rule would drop the document.</summary>
    public bool Kept => _failures.Count == 0;

    /// <summary>Forgets the last document.</summary>
    public void Clear() => _failures.Clear();

    /// <summary>Notes a rule that is a plain predicate.</summary>
    public void Note(RuleInfo rule, bool passed)
    {
        if (!passed)
        {
            _failures.Add(Verdict.Drop(rule));
        }
    }

    /// <summary>Notes a rule that tells what it measured.</summary>
    public void Note(RuleInfo rule, Check check)
    {
        if (!check.Passed)
        {
            _failures.Add(Verdict.Drop(rule, check));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Kept ? "kept" : string.Join("; ", _failures.Select(static v => v.ToString()));
}
