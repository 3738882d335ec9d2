namespace PipelineDsl.Tests.Filters.Urls;

/// <summary>Both profiles of the URL filter, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[UrlFilter(domains: "lists/domains.txt", hardWords: "lists/hard.txt", softWords: "lists/soft.txt", subwords: "lists/subwords.txt", requireUrl: true)]
[UrlFilter(hardWords: "lists/dclm.txt", profile: "dclm-baseline")]
[JsonLinesOutput("out.jsonl")]
public static partial class UrlPipeline;

/// <summary>The URL stands in a field of another name, and bad words are those of the document's own language.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[UrlFilter(domains: "lists/domains.txt", field: "source_url")]
[UrlFilter(hardWords: "lists/hard.txt", profile: "dclm-baseline", field: "source_url")]
[BadWordsByLanguage("lists/bad", field: "lang")]
[JsonLinesOutput("out.jsonl")]
public static partial class NamedFieldsPipeline;
