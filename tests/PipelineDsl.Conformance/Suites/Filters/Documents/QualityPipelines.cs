namespace PipelineDsl.Conformance;

// Filters as users write them. Those that measure have thresholds that nothing passes, so that every rule tells its value.

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality]
internal static partial class FusedGopherQuality;

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality<WhitespaceWords>]
internal static partial class WhitespaceGopherQuality;

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality<WhitespaceWords>(maxWords: 1000)]
internal static partial class WhitespaceGopherQualityMax1000;

[Pipeline]
[JsonLines("none.jsonl")]
[FineWebQuality]
internal static partial class WhitespaceFineWeb;

[Pipeline]
[JsonLines("none.jsonl")]
[FineWebQuality(stopCharacters: ".!?\"'”’", excludeZero: true)]
internal static partial class WhitespaceFineWebDefaultStop;

[Pipeline(audit: true)]
[JsonLines("none.jsonl")]
[GopherQuality<WhitespaceWords>(int.MaxValue, int.MaxValue, double.MaxValue, double.MaxValue, 0, 0, 0, 0, 1, 8)]
[FineWebQuality(1, 0, 30, 0, 0)]
internal static partial class WhitespaceQualityMetrics;

[Pipeline]
[JsonLines("none.jsonl")]
[C4Paragraphs]
internal static partial class Paragraphs;

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality<Uax29Words>]
internal static partial class Uax29GopherQuality;

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality<Uax29Words>(maxWords: 1000)]
internal static partial class Uax29GopherQualityMax1000;

[Pipeline]
[JsonLines("none.jsonl")]
[FineWebQuality<Uax29Words>]
internal static partial class Uax29FineWeb;

[Pipeline]
[JsonLines("none.jsonl")]
[FineWebQuality<Uax29Words>(stopCharacters: ".!?\"'”’", excludeZero: true)]
internal static partial class Uax29FineWebDefaultStop;

[Pipeline(audit: true)]
[JsonLines("none.jsonl")]
[GopherQuality<Uax29Words>(int.MaxValue, int.MaxValue, double.MaxValue, double.MaxValue, 0, 0, 0, 0, 1, 8)]
[FineWebQuality<Uax29Words>(1, 0, 30, 0, 0)]
internal static partial class Uax29QualityMetrics;

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality<SpacyEnglishWords>]
internal static partial class SpacyGopherQuality;

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality<SpacyEnglishWords>(maxWords: 1000)]
internal static partial class SpacyGopherQualityMax1000;

[Pipeline]
[JsonLines("none.jsonl")]
[FineWebQuality<SpacyEnglishWords>]
internal static partial class SpacyFineWeb;

[Pipeline]
[JsonLines("none.jsonl")]
[FineWebQuality<SpacyEnglishWords>(stopCharacters: ".!?\"'”’", excludeZero: true)]
internal static partial class SpacyFineWebDefaultStop;

[Pipeline(audit: true)]
[JsonLines("none.jsonl")]
[GopherQuality<SpacyEnglishWords>(int.MaxValue, int.MaxValue, double.MaxValue, double.MaxValue, 0, 0, 0, 0, 1, 8)]
[FineWebQuality<SpacyEnglishWords>(1, 0, 30, 0, 0)]
internal static partial class SpacyQualityMetrics;

[Pipeline]
[JsonLines("none.jsonl")]
[GopherQuality(profile: "datatrove-0.10")]
internal static partial class ProfiledGopherQuality;

[Pipeline]
[JsonLines("none.jsonl")]
[FineWebQuality(profile: "datatrove-0.10")]
internal static partial class ProfiledFineWeb;
