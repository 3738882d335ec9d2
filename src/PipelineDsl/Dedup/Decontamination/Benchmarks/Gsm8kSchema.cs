using System;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>
/// GSM8K (Cobbe et al. 2021) and other sets of questions and answers in free text: <c>question</c> and <c>answer</c>, <c>problem</c> and <c>solution</c> (MATH), <c>input</c> and <c>target</c> (BIG-bench).
/// </summary>
/// <remarks>
/// The marks of the calculator, <c>&lt;&lt;16-3=13&gt;&gt;</c>, are no part of the answer: copies on the web have it with and without them, and what is shown of the set has none. An answer may be a number or a truth value.
/// </remarks>
internal sealed class Gsm8kSchema : BenchmarkSchema
{
    private static readonly (string Query, string Label)[] s_pairs = [("question", "answer"), ("problem", "solution"), ("input", "target")];

    /// <inheritdoc/>
    public override string Name => "gsm8k";

    /// <inheritdoc/>
    public override string Needs => "question and answer, problem and solution, or input and target";

    /// <inheritdoc/>
    public override BenchmarkItem? Read(in BenchmarkRow row)
    {
        foreach ((string query, string label) in s_pairs)
        {
            if (row.TryString(query, out string question) && row.TryFind(label, out JsonElement answer))
            {
                switch (answer.ValueKind)
                {
                    case JsonValueKind.String:
                        return row.Item(question, WithoutCalculations(row.Text(answer)));
                    case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                        return row.Item(question, answer.GetRawText());
                }
            }
        }

        return null;
    }

    private static string WithoutCalculations(string answer)
    {
        int start = answer.IndexOf("<<", StringComparison.Ordinal);
        while (start >= 0 && answer.IndexOf(">>", start, StringComparison.Ordinal) is >= 0 and int end)
        {
            answer = answer.Remove(start, end + 2 - start);
            start = answer.IndexOf("<<", start, StringComparison.Ordinal);
        }

        return answer;
    }
}
