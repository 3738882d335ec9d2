namespace PipelineDsl.Tests.Dedup.MinHash;

/// <summary>Near duplicates with verification; the longest survives.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MinHash(ngram: 2, bands: 20, rows: 3, verify: 0.5, keepLongest: true)]
[JsonLinesOutput("out.jsonl")]
public static partial class VerifiedPipeline;

/// <summary>Near duplicates by bands alone, split for a threshold, with an index of what is kept.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MinHash(ngram: 2, jaccard: 0.6, permutations: 64, index: "bands.index")]
[JsonLinesOutput("out.jsonl")]
public static partial class BandsPipeline;

/// <summary>The same against an index.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MinHash(ngram: 2, jaccard: 0.6, permutations: 64, against: "published/*.index")]
[JsonLinesOutput("out.jsonl")]
public static partial class IncrementPipeline;

/// <summary>Shingles of characters.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MinHash<ShingleCharacters>(ngram: 8)]
[JsonLinesOutput("out.jsonl")]
public static partial class CharactersPipeline;

/// <summary>Shingles of UAX #29 words.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MinHash<ShingleSegments<Uax29Words>>(ngram: 2)]
[JsonLinesOutput("out.jsonl")]
public static partial class SegmentsPipeline;

/// <summary>Shingles of token ids.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MinHashTokens("o200k_base", ngram: 2)]
[JsonLinesOutput("out.jsonl")]
public static partial class TokensPipeline;

/// <summary>datatrove's search as a profile.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MinHash(profile: "datatrove-0.10")]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatrovePipeline;

/// <summary>datatrove's search with other words and another hash.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[DatatroveMinHash<WhitespaceWords>(hash: DatatroveHash.Sha1Of64Bits)]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatroveWordsPipeline;

/// <summary>Fingerprints.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[SimHash(ngram: 1, distance: 12)]
[JsonLinesOutput("out.jsonl")]
public static partial class FingerprintPipeline;

/// <summary>The options stand with a class, and survivors tell of their cluster.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[Dedup<NearCopies>(clusterId: "first", clusterSize: "copies")]
[JsonLinesOutput("out.jsonl", fields: "first, copies")]
public static partial class NamedPipeline;

/// <summary>What near copies are.</summary>
[Dedup]
[MinHash(ngram: 2, bands: 20, rows: 3, verify: 0.5, keepLongest: true)]
public sealed class NearCopies;
