using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>
/// MMLU (Hendrycks et al. 2021) and other questions with choices: <c>question</c> (or <c>query</c>), <c>choices</c> (or <c>options</c>), and in <c>answer</c> (or <c>label</c>, <c>gold_index</c>, <c>gold</c>) the right one, by its
/// number from 0, its letter or itself. In CSV without header: the question, two or more choices, the letter of the right one.
/// </summary>
internal sealed class MmluSchema : BenchmarkSchema
{
    private static readonly string[] s_questions = ["question", "query"];
    private static readonly string[] s_choices = ["choices", "options"];
    private static readonly string[] s_answers = ["answer", "label", "gold_index", "gold"];

    /// <inheritdoc/>
    public override string Name => "mmlu";

    /// <inheritdoc/>
    public override string Needs => "the string question, the array of strings choices and answer; or, in CSV, the question, the choices and the letter of the right one";

    /// <inheritdoc/>
    public override BenchmarkItem? Read(in BenchmarkRow row)
    {
        if (row.Value.ValueKind == JsonValueKind.Array)
        {
            List<string> cells = [.. row.Value.EnumerateArray().Select(static c => c.GetString()!)];
            return cells.Count >= 4 && cells[^1].Trim() is [>= 'A' and <= 'Z'] letter && letter[0] - 'A' < cells.Count - 2
                ? row.Item(cells[0], cells[1 + letter[0] - 'A'])
                : null;
        }

        BenchmarkRow here = row;
        return Array.Find(s_questions, name => here.TryString(name, out _)) is { } question && Array.Find(s_choices, name => here.TryStrings(name, out _)) is { } choices
            && row.TryString(question, out string query) && row.TryStrings(choices, out IReadOnlyList<string> texts)
            ? row.Item(query, RightChoice(row, Array.Find(s_answers, name => here.TryFind(name, out JsonElement answer) && answer.ValueKind != JsonValueKind.Null) ?? s_answers[0], texts))
            : null;
    }
}
