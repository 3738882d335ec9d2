using PipelineDsl;

namespace ApiDocs;

/// <summary>Documentation that says something: not a stub, not a list of names.</summary>
[Filter]
public sealed class Documented
{
    [Rule]
    public static bool NotObsolete([Text] ReadOnlySpan<byte> text) => text.IndexOf("This API supports the product infrastructure"u8) < 0;

    [Rule]
    public static Check EnoughWords(in WordStats words, int minWords = 8) => Check.AtLeast(words.Count, minWords);

    [Rule]
    public static bool IsMember([Field("member")] ReadOnlySpan<byte> member) => member.Length > 2 && member[1] == (byte)':';
}

[Tokenize("o200k_base", contextLength: 2048)]
public sealed class Gpt4oTokens;

[Pipeline]
[XmlDocs("docs/**/*.xml")] // the project file says which files: those of the SDK
[Filter<Documented>]
[GopherQuality(minWords: 8, minMeanWordLength: 2, minLetterWordRatio: 0.6, minStopWords: 1)]
[ExactDedup]
[Tokenize<Gpt4oTokens>]
[TokenFileOutput("tokens.bin")]
[JsonLinesOutput("documents.jsonl.zst", fields: "member")]
public static partial class ApiDocsCorpus;
