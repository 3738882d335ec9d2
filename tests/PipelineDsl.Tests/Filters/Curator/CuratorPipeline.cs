namespace PipelineDsl.Tests.Filters.Curator;

/// <summary>All heuristics of NeMo Curator with their own thresholds, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[CuratorCharacterRules]
[CuratorWordRules]
[CuratorLineRules]
[CuratorParagraphRules]
[CuratorUrlRules]
[JsonLinesOutput("out.jsonl")]
public static partial class CuratorPipeline;

/// <summary>The rules of n-grams with their own thresholds.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[CuratorNGramRules]
[JsonLinesOutput("out.jsonl")]
public static partial class CuratorNGramPipeline;
