namespace PipelineDsl.Tests.Filters.RedPajama;

/// <summary>A bound on one of RedPajama's signals, as a user writes it.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[RedPajamaSignals(maxAllCapsWordRatio: 0.5)]
[JsonLinesOutput("out.jsonl")]
public static partial class RedPajamaPipeline;

/// <summary>RedPajama's example of rules.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[RedPajamaSignals(profile: "redpajama-v2")]
[JsonLinesOutput("out.jsonl")]
public static partial class RedPajamaExamplePipeline;

/// <summary>Bounds on signals of repetition and of lines.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[RedPajamaRepetition]
[RedPajamaLineRules(maxJavaScriptWords: 1, minMeanWords: 2, maxMeanUpperRatio: 0.5, maxMeanNumericRatio: 0.25)]
[JsonLinesOutput("out.jsonl")]
public static partial class RedPajamaBoundsPipeline;

/// <summary>Bounds on signals of listed words.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[RedPajamaContent(badWords: "bad.txt", maxBadWords: 1, stopWords: "stop.txt", minStopWordRatio: 0.25, maxLoremIpsumRatio: 0.01)]
[JsonLinesOutput("out.jsonl")]
public static partial class RedPajamaContentPipeline;

/// <summary>All signals are noted, for what the first filter keeps, before the second.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[FieldEquals("kind", "text", keepMissing: true)]
[QualitySignals(badWords: "bad.txt", stopWords: "stop.txt", domainCategories: "domains.json")]
[Length(minCharacters: 5)]
[JsonLinesOutput("out.jsonl")]
public static partial class QualitySignalsPipeline;

/// <summary>The signals of documents alone, without lists.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[QualitySignals(perLine: false)]
[JsonLinesOutput("out.jsonl")]
public static partial class DocumentSignalsPipeline;
