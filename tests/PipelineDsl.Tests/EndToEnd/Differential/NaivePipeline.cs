using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>
/// Interprets the steps of a pipeline one after the other, each by itself: slow, and too simple to be wrong in the way in which fused code can be. Rules are decided between two changes of the text, cheaper tiers
/// first, in the order of declaration within a tier; where the text changes or the corpus is asked, all rules up to there must have held.
/// </summary>
internal sealed class NaivePipeline(IReadOnlyList<INaiveStep> steps)
{
    /// <summary>Interprets the attributes of a pipeline by reflection.</summary>
    public NaivePipeline(Type pipeline)
        : this([.. DeclaredStep.Of(pipeline).Select(static s => new NaiveStep(s))])
    {
    }

    /// <summary>Judges a document as if it were the only one.</summary>
    public Outcome Judge(NaiveDocument document) => Run([document])[0];

    /// <summary>Judges the documents of a corpus: of those with one key the best-ranked goes on, else the first.</summary>
    public Outcome[] Run(IReadOnlyList<NaiveDocument> corpus)
    {
        State[] states = [.. corpus.Select(static d => new State(d))];
        foreach (INaiveStep step in steps)
        {
            foreach (State state in states.Where(static s => s.Outcome is null))
            {
                if (step.Declared.Kind != typeof(FilterAttribute<>))
                {
                    state.Decide();
                }

                if (state.Outcome is null)
                {
                    state.Take(step);
                }
            }

            if (step.Declared.Kind == typeof(DedupAttribute<>))
            {
                foreach (IGrouping<string, State> group in states.Where(static s => s.Outcome is null && s.Sketches[^1].Length > 0).GroupBy(static s => Convert.ToHexString(s.Sketches[^1])))
                {
                    State survivor = group.OrderBy(static s => double.IsNaN(s.Rank)).ThenByDescending(static s => s.Rank).First();
                    foreach (State duplicate in group.Where(s => s != survivor))
                    {
                        duplicate.Drop(new RuleResult($"{step.Declared.Name}.Duplicate", 0, false, double.NaN, double.NaN, default));
                    }
                }
            }
        }

        return [.. states.Select(static s => s.End())];
    }

    /// <summary>All rules that fail, without early exit, in the order in which they are decided, and the text that is left.</summary>
    public AuditOutcome Audit(NaiveDocument document)
    {
        List<RuleResult> failures = [];
        State state = new(document);
        foreach (INaiveStep step in steps)
        {
            if (step.Declared.Kind != typeof(FilterAttribute<>))
            {
                failures.AddRange(state.Failures());
                state.Forget();
            }

            state.Take(step);
        }

        return new AuditOutcome([.. failures, .. state.Failures()], state.Text);
    }

    /// <summary>A document on its way.</summary>
    private sealed class State(NaiveDocument document)
    {
        private readonly List<RuleResult> _rules = [];
        private int _times = 1;
        private NaiveDocument _document = document;

        public Outcome? Outcome { get; private set; }

        public List<byte[]> Sketches { get; } = [];

        public string Text => _document.Text;

        public double Rank { get; private set; }

        public void Take(INaiveStep step)
        {
            StepResult result = step.Run(_document);
            _document = result.After;
            _rules.AddRange(result.Rules.Select(r => r with { Rule = $"{step.Declared.Name}.{r.Rule}" }));
            if (step.Declared.Kind == typeof(DedupAttribute<>))
            {
                Sketches.Add(result.Sketch);
                Rank = result.Rank;
            }
        }

        public IEnumerable<RuleResult> Failures() => _rules.OrderBy(static r => r.Tier).Where(static r => !r.Passed).Select(static r => r with { Tier = 0, Times = 1 });

        public void Forget() => _rules.Clear();

        public void Drop(RuleResult rule) => Outcome = new Outcome(rule.Rule, rule.Value, rule.Threshold, rule.Span, _document.Text, 0, Differential.Outcome.Hashes(Sketches));

        /// <summary>Asks the rules since the text last changed.</summary>
        public void Decide()
        {
            foreach (RuleResult failure in Failures().Take(1))
            {
                Drop(failure);
            }

            _times = _rules.Aggregate(_times, static (times, r) => times * r.Times);
            Forget();
        }

        public Outcome End()
        {
            if (Outcome is null)
            {
                Decide();
            }

            return Outcome ?? new Outcome(null, double.NaN, double.NaN, default, _document.Text, _times, Differential.Outcome.Hashes(Sketches));
        }
    }
}
