using System;

namespace PipelineDsl;

/// <summary>Where the n-grams of a benchmark's item are taken from.</summary>
[Flags]
public enum BenchmarkParts
{
    /// <summary>What the profile has: <see cref="All"/>; with datatrove's <see cref="Label"/> and <see cref="Border"/>.</summary>
    Default = 0,

    /// <summary>What is asked.</summary>
    Query = 1,

    /// <summary>What answers it.</summary>
    Label = 2,

    /// <summary>The end of what is asked with the beginning of each answer: n-grams with a word or more of both.</summary>
    Border = 4,

    /// <summary>All of these.</summary>
    All = Query | Label | Border,
}
