using System;

namespace PipelineDsl.Runner.Tests.Commands;

/// <summary>A filter of the tests.</summary>
[Filter]
public sealed class TinyRules
{
    [Rule]
    public static bool NotBad([Text] ReadOnlySpan<byte> text) => text.IndexOf("bad"u8) < 0;
}

/// <summary>A pipeline that the runner finds in this very assembly.</summary>
[Pipeline]
[JsonLines("data/*.jsonl")]
[Filter<TinyRules>]
[ExactDedup]
[JsonLinesOutput("kept.jsonl")]
public static partial class TinyCorpus;

/// <summary>Another one, so that a name must be given.</summary>
[Pipeline]
[JsonLines("data/*.jsonl")]
[JsonLinesOutput("all.jsonl")]
public static partial class EverythingOfTiny;
