namespace PipelineDsl.Benchmarks;

/// <summary>Work as a corpus of web text usually has: quality, repetition, tokens.</summary>
[Pipeline]
[JsonLines("*.jsonl")]
[GopherQuality]
[GopherRepetition]
[Tokenize<ScaleTokens>]
[TokenFileOutput]
internal static partial class WorkersCorpus;
