namespace PipelineDsl.Tests.Filters.FineWeb2;

/// <summary>FineWeb-2's rules for one language, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[FineWeb2("configs/xxx.yml")]
[JsonLinesOutput("out.jsonl")]
public static partial class FineWeb2Pipeline;
