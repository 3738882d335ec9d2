namespace PipelineDsl.Tests.Engine.Store;

/// <summary>Has a task of every kind: two phases after cuts, ids, an index, parts of outputs, tokens, datasets.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactDedup(index: "exact.index", clusterSize: "copies")]
[LineDedup]
[Tokenize<StoredTokens>]
[Sequences(16, Packing.BestFit, Shuffle.Both, seed: 7, validation: 0.2, window: 512)]
[JsonLinesOutput("kept.jsonl", fields: "copies")]
[MemmapOutput]
public static partial class StoredPipeline;

[Tokenize("cl100k_base", contextLength: 16)]
public sealed class StoredTokens;
