namespace PipelineDsl.Tests.Engine.Inputs;

/// <summary>A pipeline without ids: documents are known by their place in the corpus, which decides what is shuffled where.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", text: "body")]
[ExactDedup(clusterId: "first")]
[Tokenize<SlicedTokens>]
[Sequences(16, Packing.BestFit, Shuffle.Both, seed: 3, validation: 0.2)]
[JsonLinesOutput("kept.jsonl", fields: "first")]
[MemmapOutput]
public static partial class SlicedPipeline;

[Tokenize("cl100k_base")]
public sealed class SlicedTokens;
