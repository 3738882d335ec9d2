using System;

namespace PipelineDsl.Tests.EndToEnd;

/// <summary>A pipeline whose rules need nothing but fields and options.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", text: "body", id: "id")]
[StarRules(minimum: 2)]
[Map<Prefix>]
[ExactDedup]
[Filter<TextRules>]
[Tokenize<SmallTokens>]
[TokenFileOutput("tokens.bin")]
public static partial class FieldPipeline;

[Tokenize("cl100k_base", contextLength: 8)]
public sealed class SmallTokens;

public sealed class StarRulesAttribute(double minimum, string? language = null) : FilterAttribute<StarRules>
{
    public double Minimum { get; } = minimum;

    public string? Language { get; } = language;
}

[Filter]
public sealed class StarRules
{
    [Rule]
    public static Check EnoughStars([Field("stars")] long stars, double minimum) => Check.AtLeast(stars, minimum);

    [Rule]
    public static bool NotHidden([Field("hidden", optional: true)] bool hidden) => !hidden;
}

[Mapper]
public sealed class Prefix
{
    [Map]
    public static void Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        output.Append("> "u8);
        output.Append(text);
    }
}

[Filter]
public sealed class TextRules
{
    [Rule]
    public static bool NoBadWord([Text] ReadOnlySpan<byte> text) => text.IndexOf("bad"u8) < 0;
}
