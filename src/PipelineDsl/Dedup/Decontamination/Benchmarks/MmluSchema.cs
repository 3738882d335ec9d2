using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>
/// MMLU (Hendrycks et al. 2021) and other questions with choices: <c>question</c>, <c>choices</c>, and in <c>answer</c> the right one, by its number from 0, its letter or itself. In CSV without header: the question, two or
/// more choices, the letter of the right one.
/// </summary>
internal sealed class MmluSchema : BenchmarkSchema
{
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
                ? row.Item(cells[0], RightChoice(letter, cells[1..^1]))
                : null;
        }

        return row.TryString("question", out string question) && row.TryStrings("choices", out IReadOnlyList<string> choices) ? row.Item(question, RightChoice(row, "answer", choices)) : null;
    }
}
