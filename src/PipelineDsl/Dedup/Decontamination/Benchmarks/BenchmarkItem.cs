using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A task of a benchmark: what is asked, and what would answer it.</summary>
/// <param name="Benchmark">The benchmark: the row's field <c>benchmark</c> or <c>task</c>, or else the file's name without its extensions.</param>
/// <param name="Id">The item: the row's field <c>id</c>, <c>task_id</c>, <c>question_id</c> or <c>ind</c>, or else <c>FILE:LINE</c>.</param>
/// <param name="File">The name of the file it stands in.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Query">What is asked: a question, a context, a prompt; empty if there is none.</param>
/// <param name="Labels">What answers it, each a text of its own: the right choice, a solution, tests.</param>
public sealed record BenchmarkItem(string Benchmark, string Id, string File, int Line, string Query, IReadOnlyList<string> Labels)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Benchmark} {Id}";
}
