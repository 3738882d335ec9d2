using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Generator;

/// <summary>The pipeline's rules, deduplications included, in the order of the plan, each with the name of its constant.</summary>
internal sealed class RuleTable
{
    private readonly List<(string Step, string Rule, string Constant)> _rules = [];
    private readonly Dictionary<(string Step, string Rule), string> _constants = [];

    public RuleTable(PipelinePlan plan)
    {
        foreach (PhasePlan phase in plan.Phases)
        {
            foreach (PlannedRule rule in phase.Segments.SelectMany(static s => s.Tiers).SelectMany(static t => t.Rules))
            {
                Add(rule.Step, rule.Rule.Name);
            }

            if (phase.Cut is { } cut)
            {
                Add(cut.Name, Duplicate);
            }
        }

        if (plan.Spec.Tokenize is { HasChat: true } tokenize)
        {
            Add(tokenize.Name, TokenizeSpec.TemplateRule);
            Add(tokenize.Name, TokenizeSpec.MaxTokensRule);
        }
    }

    /// <summary>What the ledger calls documents that a deduplication drops.</summary>
    public const string Duplicate = "Duplicate";

    /// <summary>The constants, in order.</summary>
    public IEnumerable<string> All => _rules.Select(static r => $"Rules.{r.Constant}");

    /// <summary>The constant of a rule.</summary>
    public string this[string step, string rule] => $"Rules.{_constants[(step, rule)]}";

    /// <summary>Writes the constants.</summary>
    public void Emit(SourceWriter writer)
    {
        if (_rules.Count == 0)
        {
            return;
        }

        writer.Line("/// <summary>The rules, in the order of the plan.</summary>");
        writer.Open("public static class Rules");
        for (int i = 0; i < _rules.Count; i++)
        {
            (string step, string rule, string constant) = _rules[i];
            writer.Line($"public static readonly {Code.Dsl}RuleInfo {constant} = new({Code.Quote(step)}, {Code.Quote(rule)}, {i});");
        }

        writer.Close();
        writer.Blank();
    }

    private void Add(string step, string rule)
    {
        if (_constants.ContainsKey((step, rule)))
        {
            return; // overloads of one name are one rule to those who read verdicts
        }

        string constant = Code.Identifier(step) + Code.Identifier(rule);
        string unique = constant;
        for (int n = 2; _rules.Exists(r => r.Constant == unique); n++)
        {
            unique = $"{constant}_{n}";
        }

        _rules.Add((step, rule, unique));
        _constants[(step, rule)] = unique;
    }
}
