using System.Collections.Generic;
using System.Linq;
using System.Text;
using static PipelineDsl.Generator.Code;

namespace PipelineDsl.Generator;

/// <summary>Draws the plan: what is read, measured and decided, in the order in which it happens.</summary>
internal static class PlanText
{
    public static string Of(PipelinePlan plan)
    {
        StringBuilder text = new();
        foreach (SourceSpec source in plan.Spec.Sources)
        {
            text.Append(Printable($"read {source.Name} \"{source.Pattern}\": {string.Join(", ", FieldNames(plan.Spec, source))}")).Append('\n');
        }

        foreach (PhasePlan phase in plan.Phases)
        {
            text.Append($"phase {phase.Index}\n");
            foreach (SegmentPlan segment in phase.Segments)
            {
                text.Append($"  segment {segment.Index}\n");
                foreach (TierPlan tier in segment.Tiers)
                {
                    string measured = string.Join(", ", tier.Features.Select(static f => f.Display));
                    string decided = string.Join(", ", tier.Rules.Select(static r => $"{r.Step}.{r.Rule.Name}"));
                    text.Append($"    {tier.Tier.ToString().ToLowerInvariant()}: {measured}{(measured.Length > 0 && decided.Length > 0 ? " => " : "")}{decided}\n");
                }

                if (segment.Map is { } map)
                {
                    text.Append($"    map: {map.Name}\n");
                }
            }

            if (phase.Cut is { } cut)
            {
                text.Append($"  cut: {cut.Name}\n");
            }
        }

        if (plan.Spec.Tokenize is { } tokenize)
        {
            text.Append($"tokens: {string.Join(", ", tokenize.Arguments.Select(static a => $"{a.Parameter} {a.Literal}"))}\n");
            if (tokenize.HasChat)
            {
                text.Append($"  chat: {string.Join(", ", tokenize.Chat.Select(static a => $"{a.Parameter} {ShortLiteral(a.Literal)}"))} => {tokenize.Name}.{TokenizeSpec.TemplateRule}, {tokenize.Name}.{TokenizeSpec.MaxTokensRule}\n");
            }
        }

        if (plan.Spec.Sequences is { } sequences)
        {
            string options = string.Join(", ", sequences.Arrange.Arguments.Where(static a => a.Kind == ArgumentKind.Option).Select(static a => $"{a.Parameter} {ShortLiteral(a.Literal)}"));
            text.Append($"sequences: {options}".TrimEnd()).Append('\n');
        }

        foreach (OutputSpec output in plan.Spec.Outputs.Concat(plan.Spec.Datasets))
        {
            string options = string.Join(", ", output.Open.Arguments.Where(static a => a.Kind == ArgumentKind.Option).Select(static a => ShortLiteral(a.Literal)));
            text.Append($"write {output.Name} {options}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A literal for people: an enumeration's member without its type.</summary>
    internal static string ShortLiteral(string literal)
        => literal.StartsWith("global::", System.StringComparison.Ordinal) ? literal.Substring(literal.LastIndexOf('.') + 1) : literal;

    private static IEnumerable<string> FieldNames(PipelineSpec spec, SourceSpec source)
        => spec.Fields.Select((field, slot) => slot == 0 ? source.TextField : slot == spec.IdSlot ? source.IdField ?? "" : field.Name).Where(static n => n.Length > 0);
}
