namespace PipelineDsl;

/// <summary>GSM8K (Cobbe et al. 2021) and every other set of questions and answers in free text: <c>question</c>, <c>answer</c>.</summary>
/// <remarks>The marks of the calculator, <c>&lt;&lt;16-3=13&gt;&gt;</c>, are no part of the answer: copies on the web have it with and without them, and what is shown of the set has none.</remarks>
internal sealed class Gsm8kSchema : BenchmarkSchema
{
    /// <inheritdoc/>
    public override string Name => "gsm8k";

    /// <inheritdoc/>
    public override string Needs => "the strings question and answer";

    /// <inheritdoc/>
    public override BenchmarkItem? Read(in BenchmarkRow row)
        => row.TryString("question", out string question) && row.TryString("answer", out string answer) && !row.TryFind("choices", out _) ? row.Item(question, WithoutCalculations(answer)) : null;

    private static string WithoutCalculations(string answer)
    {
        int start = answer.IndexOf("<<", System.StringComparison.Ordinal);
        while (start >= 0 && answer.IndexOf(">>", start, System.StringComparison.Ordinal) is >= 0 and int end)
        {
            answer = answer.Remove(start, end + 2 - start);
            start = answer.IndexOf("<<", start, System.StringComparison.Ordinal);
        }

        return answer;
    }
}
