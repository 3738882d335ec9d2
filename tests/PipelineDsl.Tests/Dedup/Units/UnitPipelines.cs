namespace PipelineDsl.Tests.Dedup.Units;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[LineDedup(minWords: 2, keepHighest: "score", verify: true)]
[JsonLinesOutput("out.jsonl")]
public static partial class LinePipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[ParagraphDedup(UnitNormalization.WhiteSpace)]
[LineDedup(UnitNormalization.CcNet, minCharacters: 3)]
[JsonLinesOutput("out.jsonl")]
public static partial class ParagraphPipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[SentenceDedup(minWords: 5, minSentences: 2, minWordsToRemove: 4)]
[SentenceDedup<FallbackSentences>(sentences: 1, normalization: UnitNormalization.LowerCase, minWords: 0, minSentences: 0)]
[JsonLinesOutput("out.jsonl")]
public static partial class SentencePipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[NGramDedup(ngram: 4, threshold: 0.6)]
[JsonLinesOutput("out.jsonl")]
public static partial class NGramPipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[BloomDedup(BloomUnit.Line, UnitNormalization.LowerCase, index: "lines.bloom")]
[BloomDedup(BloomUnit.NGram, ngram: 4, expectedItems: 100_000)]
[JsonLinesOutput("out.jsonl")]
public static partial class BloomPipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[SentenceDedup(profile: "datatrove-0.10")]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatroveSentencePipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[SentenceDedup(sentences: 1, minWords: 0, minSentences: 0, profile: "datatrove-0.10")]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatroveSingleSentencePipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[SentenceDedup(minWordsToRemove: 10, profile: "datatrove-0.10")]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatroveSpanPipeline;

[Pipeline]
[JsonLines("in/*.jsonl", text: "text", id: "id")]
[SentenceDedup(profile: "datatrove-0.10-lines")]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatroveLinePipeline;
