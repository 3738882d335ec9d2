namespace PipelineDsl.Benchmarks;

/// <summary>Filters, near duplicates and tokens: the steps that every corpus goes through, over generated documents.</summary>
[Pipeline]
[JsonLines("*.jsonl", id: "id")]
[GopherQuality]
[GopherRepetition]
[MinHash]
[Tokenize<ScaleTokens>]
[TokenFileOutput]
internal static partial class ScaleCorpus;

/// <summary>The ids of GPT-4o.</summary>
[Tokenize("o200k_base")]
internal sealed class ScaleTokens;
