using System.Collections.Generic;

namespace PipelineDsl.Generator;

/// <summary>How dear it is to know something of a document; cheaper tiers are done first.</summary>
internal enum Tier
{
    Fields,
    Characters,
    Lines,
    Words,
    Document,
    NGrams,
    Models,
}

/// <summary>A pipeline cut into phases.</summary>
internal sealed record PipelinePlan(PipelineSpec Spec, IReadOnlyList<PhasePlan> Phases);

/// <summary>What lies between two deduplications.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Segments">The stretches of constant text.</param>
/// <param name="Cut">The deduplication that ends the phase, or null for the last.</param>
internal sealed record PhasePlan(int Index, IReadOnlyList<SegmentPlan> Segments, DedupSpec? Cut);

/// <summary>A stretch of steps between two changes of the text.</summary>
/// <param name="Index">From 0, over the whole pipeline.</param>
/// <param name="Tiers">What is measured and decided, cheapest first; only tiers in which something happens.</param>
/// <param name="Classes">The union of the masks that the segment's features look at.</param>
/// <param name="Map">The mapper that ends the segment, or null.</param>
/// <param name="Key">The deduplication whose key ends the segment, or null.</param>
internal sealed record SegmentPlan(int Index, IReadOnlyList<TierPlan> Tiers, int Classes, MapSpec? Map, DedupSpec? Key);

/// <summary>What is measured in one tier, and the rules that can be decided then.</summary>
internal sealed record TierPlan(Tier Tier, IReadOnlyList<FeatureSpec> Features, IReadOnlyList<PlannedRule> Rules);

/// <summary>A rule with the name of its step and the tier in which it is decided.</summary>
internal sealed record PlannedRule(string Step, RuleSpec Rule, Tier Tier);
