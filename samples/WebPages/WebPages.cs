using PipelineDsl;

namespace WebPagesSample;

[Tokenize("o200k_base", contextLength: 256)]
public sealed class PageTokens;

/// <summary>Pages of the web through the filters of FineWeb (Penedo et al. 2024), in its order. Each attribute is one step; what several of them measure is measured once.</summary>
[Pipeline(audit: true)]
[JsonLines("data/pages.jsonl", id: "id")]
[UrlFilter(domains: "lists/domains.txt", hardWords: "lists/words.txt")]
[GopherRepetition]
[GopherQuality]
[C4Lines(terminalPunctuation: false)]
[FineWebQuality]
[ExactDedup]
[MaskPersonalData]
[Tokenize<PageTokens>]
[JsonLinesOutput("pages.jsonl")]
[TokenFileOutput("pages.bin")]
public static partial class WebPages;
