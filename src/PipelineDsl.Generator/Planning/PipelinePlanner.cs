using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Generator;

/// <summary>Cuts a pipeline into phases, segments and tiers. Pure: the same spec gives the same plan.</summary>
internal static class PipelinePlanner
{
    /// <summary>The masks that the loops over lines, paragraphs and words need, whatever the features look at.</summary>
    private static readonly (Visitors Visitor, int Classes)[] s_loopClasses = [(Visitors.Word, 1), (Visitors.Line, 2), (Visitors.Paragraph, 4)];

    public static PipelinePlan Plan(PipelineSpec spec)
    {
        Dictionary<string, FeatureSpec> features = spec.Features.ToDictionary(static f => f.Type);
        List<PhasePlan> phases = [];
        List<SegmentPlan> segments = [];
        List<PlannedRule> rules = [];
        int segmentCount = 0;

        void EndSegment(MapSpec? map, DedupSpec? key)
        {
            segments.Add(PlanSegment(segmentCount++, rules, map, key, spec.Features, features));
            rules = [];
        }

        void EndPhase(DedupSpec? cut)
        {
            EndSegment(null, cut);
            phases.Add(new PhasePlan(phases.Count, segments, cut));
            segments = [];
        }

        foreach (StepSpec step in spec.Steps)
        {
            switch (step)
            {
                case FilterSpec filter:
                    rules.AddRange(Decide(filter, features));
                    break;
                case MapSpec map:
                    EndSegment(map, null);
                    break;
                case DedupSpec dedup:
                    EndPhase(dedup);
                    break;
            }
        }

        EndPhase(null);
        return new PipelinePlan(spec, phases);
    }

    /// <summary>The tier in which a feature is complete: that of its dearest visitor, and no earlier than the features it is derived from.</summary>
    public static Tier TierOf(FeatureSpec feature, IReadOnlyDictionary<string, FeatureSpec> features)
    {
        Tier own = feature.Visitors >= Visitors.Document ? Tier.Document
            : feature.Visitors >= Visitors.Word ? Tier.Words
            : feature.Visitors >= Visitors.Line ? Tier.Lines
            : Tier.Characters;
        return feature.FinishArguments.Select(a => TierOf(features[a.Value], features)).Append(own).Append((Tier)feature.Cost).Max();
    }

    /// <summary>A filter's rules, each in the tier of its dearest parameter; where the order counts, none earlier than the one before it.</summary>
    private static IEnumerable<PlannedRule> Decide(FilterSpec filter, Dictionary<string, FeatureSpec> features)
    {
        Tier least = Tier.Fields;
        foreach (RuleSpec rule in filter.Rules)
        {
            Tier tier = TierOf(rule, features);
            if (filter.InOrder)
            {
                least = tier = tier > least ? tier : least;
            }

            yield return new PlannedRule(filter.Name, rule, tier);
        }
    }

    private static SegmentPlan PlanSegment(
        int index,
        List<PlannedRule> rules,
        MapSpec? map,
        DedupSpec? key,
        EquatableArray<FeatureSpec> ordered,
        Dictionary<string, FeatureSpec> features)
    {
        HashSet<string> needed = [];
        foreach (CallSpec call in rules.Select(static r => r.Rule.Call).Concat(map is null ? [] : [map.Call]).Concat(key is null ? [] : key.PerDocument))
        {
            foreach (ArgumentSpec argument in call.Arguments.Where(static a => a.Kind == ArgumentKind.Feature))
            {
                Need(argument.Value);
            }
        }

        void Need(string type)
        {
            if (needed.Add(type))
            {
                foreach (ArgumentSpec argument in features[type].FinishArguments)
                {
                    Need(argument.Value);
                }
            }
        }

        // The spec lists a feature after those it is derived from, so this order is also one in which they can be finished.
        FeatureSpec[] own = [.. ordered.Where(f => needed.Contains(f.Type))];
        List<TierPlan> tiers = [];
        foreach (Tier tier in (Tier[])Enum.GetValues(typeof(Tier)))
        {
            FeatureSpec[] measured = [.. own.Where(f => TierOf(f, features) == tier)];
            PlannedRule[] decided = [.. rules.Where(r => r.Tier == tier)];
            if (measured.Length > 0 || decided.Length > 0)
            {
                tiers.Add(new TierPlan(tier, measured, decided));
            }
        }

        int classes = 0;
        foreach (FeatureSpec feature in own)
        {
            classes |= feature.Classes | s_loopClasses.Where(l => (feature.Visitors & l.Visitor) != 0).Aggregate(0, static (sum, l) => sum | l.Classes);
        }

        return new SegmentPlan(index, tiers, classes, map, key);
    }

    private static Tier TierOf(RuleSpec rule, Dictionary<string, FeatureSpec> features)
        => rule.Call.Arguments.Select(a => a.Kind switch
        {
            ArgumentKind.Feature => TierOf(features[a.Value], features),
            ArgumentKind.Text => Tier.Document,
            _ => Tier.Fields,
        }).DefaultIfEmpty(Tier.Fields).Max();
}
