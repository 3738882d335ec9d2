namespace PipelineDsl.Tests.EndToEnd;

/// <summary>What occurs twice is cut, by bytes.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactSubstring(minLength: 30, minWords: 3)]
[JsonLinesOutput("kept.jsonl")]
public static partial class SubstringPipeline;

/// <summary>The same with a suffix array.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactSubstring(minLength: 30, minWords: 3, method: SubstringMethod.SuffixArray)]
[JsonLinesOutput("kept.jsonl")]
public static partial class SuffixArrayPipeline;

/// <summary>Only whole words are cut, and the newest document keeps its text.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactSubstring(minLength: 30, minWords: 0, borders: SubstringBorders.Words, keepNewest: "date")]
[JsonLinesOutput("kept.jsonl")]
public static partial class NewestSubstringPipeline;

/// <summary>By the tokens of a vocabulary, all copies.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactSubstringTokens("cl100k_base", minLength: 10, copies: SubstringCopies.CutAll, minWords: 0)]
[JsonLinesOutput("kept.jsonl")]
public static partial class SubstringTokensPipeline;

/// <summary>By tokens, with an index.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactSubstringTokens("cl100k_base", minLength: 10, minWords: 0, index: "texts.index")]
[JsonLinesOutput("kept.jsonl")]
public static partial class IndexedSubstringPipeline;

/// <summary>The same against an index.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactSubstringTokens("cl100k_base", minLength: 10, minWords: 0, against: "published/*.index")]
[JsonLinesOutput("kept.jsonl")]
public static partial class IncrementSubstringPipeline;

/// <summary>A tokenizer that there is not.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[ExactSubstringTokens("no-such-tokenizer")]
[JsonLinesOutput("kept.jsonl")]
public static partial class NoTokenizerSubstringPipeline;
