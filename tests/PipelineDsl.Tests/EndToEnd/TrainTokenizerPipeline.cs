namespace PipelineDsl.Tests.EndToEnd;

/// <summary>A vocabulary learned from what the steps before leave.</summary>
[Pipeline]
[JsonLines("in/*.jsonl")]
[ExactDedup]
[TrainTokenizer("tokenizer.json", vocabularySize: 300)]
public static partial class TrainTokenizerPipeline;

/// <summary>Near duplicates by the tokens of a file.</summary>
[Pipeline]
[JsonLines("in/*.jsonl")]
[MinHashTokens("out/tokenizer.json", ngram: 3, verify: 0.5)]
[JsonLinesOutput("kept.jsonl")]
public static partial class TokenShinglesPipeline;
