namespace PipelineDsl.Conformance;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines]
[Filter<KeptText>]
internal static partial class FallbackC4;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines(terminalPunctuation: false)]
[Filter<KeptText>]
internal static partial class FallbackC4FineWeb;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines(minWordsPerLine: 0, maxWordLength: 0, terminalPunctuation: false, javaScript: false, policy: false)]
[Filter<KeptText>]
internal static partial class FallbackC4NoLines;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines(sentences: true)]
[Filter<KeptText>]
internal static partial class FallbackC4Sentences;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<Uax29Sentences>]
[Filter<KeptText>]
internal static partial class Uax29C4;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<Uax29Sentences>(terminalPunctuation: false)]
[Filter<KeptText>]
internal static partial class Uax29C4FineWeb;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<Uax29Sentences>(minWordsPerLine: 0, maxWordLength: 0, terminalPunctuation: false, javaScript: false, policy: false)]
[Filter<KeptText>]
internal static partial class Uax29C4NoLines;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<Uax29Sentences>(sentences: true)]
[Filter<KeptText>]
internal static partial class Uax29C4Sentences;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<SpacyEnglishSentences>]
[Filter<KeptText>]
internal static partial class SpacyC4;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<SpacyEnglishSentences>(terminalPunctuation: false)]
[Filter<KeptText>]
internal static partial class SpacyC4FineWeb;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<SpacyEnglishSentences>(minWordsPerLine: 0, maxWordLength: 0, terminalPunctuation: false, javaScript: false, policy: false)]
[Filter<KeptText>]
internal static partial class SpacyC4NoLines;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines<SpacyEnglishSentences>(sentences: true)]
[Filter<KeptText>]
internal static partial class SpacyC4Sentences;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Lines(profile: "c4-datatrove")]
[Filter<KeptText>]
internal static partial class ProfiledC4;
