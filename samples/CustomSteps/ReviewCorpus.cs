using PipelineDsl;

namespace CustomSteps;

[Tokenize("cl100k_base")]
public sealed class ReviewTokens;

/// <summary>A pipeline in which every step is the project's own; the library gives contracts, tokens and files.</summary>
[Pipeline(audit: true)]
[Reviews("data/*.reviews")]
[Filter<HelpfulReviews>]
[Map<DropQuotedLines>]
[CleanLanguage(words: "data/blocked-words.txt")]
[Dedup<OneReviewPerTitle>]
[Tokenize<ReviewTokens>]
[JsonLinesOutput("reviews.jsonl", fields: "title")]
[TokenFileOutput("reviews.bin")]
public static partial class ReviewCorpus;
