namespace PipelineDsl.Tests.Filters.Code;

/// <summary>StarCoder's rules on comments and HTML, by the language of each file.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[CodeComments]
[HtmlContent]
[JsonLinesOutput("out.jsonl")]
public static partial class CodeContentPipeline;

/// <summary>All files are of one language.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[CodeComments(language: "java", maxRatio: 2, languageField: null)]
[HtmlContent(minText: 50, languageField: null)]
[JsonLinesOutput("out.jsonl")]
public static partial class OneLanguagePipeline;

/// <summary>Bounds on tokens.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[TokenRules("o200k_base", minTokens: 3, maxTokens: 8, minCharactersPerToken: 2.5)]
[JsonLinesOutput("out.jsonl")]
public static partial class TokenRulesPipeline;

/// <summary>Thresholds for each language and extension.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[CodeByExtension("code.csv", languageField: "lang")]
[JsonLinesOutput("out.jsonl")]
public static partial class CodeByExtensionPipeline;
