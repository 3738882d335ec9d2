using PipelineDsl;

namespace WebPagesSample;

[Tokenize("o200k_base", contextLength: 256)]
public sealed class PageTokens;

/// <summary>Pages of the web through the filters of FineWeb (Penedo et al. 2024), in its order. Each attribute is one step; what several of them measure is measured once. What a benchmark asks is kept out, and of pages that are alike one stays. The tokens are packed without cutting pages, shuffled, split, and written for four readers.</summary>
[Pipeline(audit: true)]
[JsonLines("data/pages.jsonl", id: "id")]
[UrlFilter(domains: "lists/domains.txt", hardWords: "lists/words.txt")]
[GopherRepetition]
[GopherQuality]
[C4Lines(terminalPunctuation: false)]
[FineWebQuality]
[Decontaminate("benchmarks/*.jsonl")]
[ExactDedup]
[MinHash]
[MaskPersonalData]
[Tokenize<PageTokens>]
[Sequences(512, Packing.BestFit, Shuffle.Both, seed: 7, validation: 0.4)]
[JsonLinesOutput("pages.jsonl")]
[TokenFileOutput("pages.bin")]
[ParquetOutput("pages")]
[ArrowOutput("pages")]
[NumpyOutput("pages")]
[SequenceLinesOutput("sequences.jsonl")]
public static partial class WebPages;
