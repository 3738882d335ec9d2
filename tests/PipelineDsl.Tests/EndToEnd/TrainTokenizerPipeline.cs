namespace PipelineDsl.Tests.EndToEnd;

/// <summary>A vocabulary learned from what the steps before leave.</summary>
[Pipeline]
[JsonLines("in/*.jsonl")]
[ExactDedup]
[TrainTokenizer("tokenizer.json", vocabularySize: 300)]
public static partial class TrainTokenizerPipeline;
