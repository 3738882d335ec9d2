namespace PipelineDsl.Tests.Filters.Urls;

/// <summary>Both profiles of the URL filter, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[UrlFilter(domains: "lists/domains.txt", hardWords: "lists/hard.txt", softWords: "lists/soft.txt", subwords: "lists/subwords.txt", requireUrl: true)]
[UrlFilter(hardWords: "lists/dclm.txt", profile: "dclm-baseline")]
[JsonLinesOutput("out.jsonl")]
public static partial class UrlPipeline;
