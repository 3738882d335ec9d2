using System;

namespace PipelineDsl.Tests.Engine.Objects;

/// <summary>A pipeline over Parquet files, with ids that may come twice and a column of numbers.</summary>
[Pipeline(audit: true)]
[ParquetRows("in/*.parquet", text: "body", id: "id")]
[Filter<RowRules>]
[ExactDedup]
[Tokenize<RowTokens>]
[Sequences(16, Packing.BestFit, Shuffle.Both, seed: 3)]
[JsonLinesOutput("kept.jsonl", fields: "stars")]
[ParquetOutput("rows")]
[ArrowOutput("rows")]
[MegatronOutput("rows")]
[MdsOutput("mds")]
[NumpyOutput("rows")]
[SafetensorsOutput("rows")]
public static partial class RowsPipeline;

[Tokenize("cl100k_base")]
public sealed class RowTokens;

[Filter]
public sealed class RowRules
{
    [Rule]
    public static Check EnoughStars([Field("stars", optional: true)] long stars) => Check.AtLeast(stars, 1);

    [Rule]
    public static bool NoBadWord([Text] ReadOnlySpan<byte> text) => text.IndexOf("bad"u8) < 0;
}
