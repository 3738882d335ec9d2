namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>A pipeline with features of every visitor that can be fed from strings, options, text changes and two deduplications.</summary>
[Pipeline]
[JsonLines("in/*.jsonl")]
[Shape(maxBytes: 2_000_000, maxMood: 0.9)]
[Map<DropLoudLines>]
[Varied<Folded>(least: 2)]
[Map<DropDigits>]
[Varied<Raw>(least: 1, profile: "lenient")]
[Varied<Raw>(least: 1)]
[Shape(maxMood: 0.5)]
[ExactDedup]
[Map<FirstParagraph>]
[Shape(minWords: 1)]
[ExactDedup]
[Filter<NoTilde>]
public static partial class DifferentialPipeline;
