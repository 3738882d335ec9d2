using System;
using System.Collections.Generic;
using System.Linq;
using PipelineDsl.Engine;
using PipelineDsl.Tests.EndToEnd.Differential;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>
/// A step of the library, taken from a pipeline that has no other, with a worker that has judged nothing else. So what several steps share is not shared here; that each step by itself says what it should is
/// compared with naive versions and with the originals in the tests of <c>Features</c>, <c>Filters</c> and <c>Mappers</c> and by <c>Conformance</c>.
/// </summary>
/// <param name="pipeline">The pipeline of one step, with its audit variant.</param>
/// <param name="declared">The step.</param>
internal sealed class SingleStep(PipelineDefinition pipeline, DeclaredStep declared)
{
    private readonly Dictionary<string, int> _tiers = RuleTiers.Of(declared).GroupBy(static r => r.Method.Name).ToDictionary(static g => g.Key, static g => g.Max(static r => r.Tier));
    private readonly string[] _order = [.. RuleTiers.Of(declared).Select(static r => r.Method.Name)];
    private readonly Dictionary<NaiveDocument, StepResult> _results = [];

    /// <summary>The step under the name that it has in a pipeline of several.</summary>
    public INaiveStep As(DeclaredStep place) => new Named(this, place);

    private StepResult Run(NaiveDocument document)
    {
        if (!_results.TryGetValue(document, out StepResult? result))
        {
            AuditOutcome audit = new GeneratedPipeline(pipeline).Audit(document);
            List<RuleResult> rules = [.. audit.Failures.Select(static f => f with { Rule = f.Rule[(f.Rule.IndexOf('.') + 1)..] })];
            rules = [.. rules.Select(r => r with { Tier = _tiers[r.Rule] }).OrderBy(r => Array.IndexOf(_order, r.Rule))];
            (byte[] sketch, double rank, int times) = declared.Kind == typeof(MapAttribute<>) ? ([], 0, 0) : new GeneratedPipeline(pipeline).RunFirstPhase(document);
            if (times > 1)
            {
                rules.Add(new RuleResult("Times", 0, true, double.NaN, double.NaN, default, times));
            }

            NaiveDocument after = declared.Kind == typeof(MapAttribute<>) ? document.With(audit.Text) : document;
            _results.Add(document, result = new StepResult(after, rules, sketch, rank));
        }

        return result;
    }

    private sealed class Named(SingleStep step, DeclaredStep place) : INaiveStep
    {
        public DeclaredStep Declared => place;

        public StepResult Run(NaiveDocument document) => step.Run(document);
    }
}
