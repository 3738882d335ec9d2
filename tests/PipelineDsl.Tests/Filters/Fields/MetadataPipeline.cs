namespace PipelineDsl.Tests.Filters.Fields;

/// <summary>Filters on fields that the user names.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[FieldEquals("kind", "news, blog, é")]
[FieldBetween("score", min: 0.5, max: 2, keepMissing: true)]
[LanguageIs("en, de", keepMissing: true)]
[SourceIs("cc")]
[Keywords("lists/words.txt", all: true)]
[NotMatchesRegex("secret\\d")]
[Sample(1, key: "id")]
[Sample(1)]
[JsonLinesOutput("out.jsonl")]
public static partial class MetadataPipeline;
