using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>HumanEval (Chen et al. 2021): <c>prompt</c>, <c>canonical_solution</c> and <c>test</c>; the solution and the tests are two labels.</summary>
internal sealed class HumanEvalSchema : BenchmarkSchema
{
    /// <inheritdoc/>
    public override string Name => "humaneval";

    /// <inheritdoc/>
    public override string Needs => "the strings prompt and canonical_solution, and test if it likes";

    /// <inheritdoc/>
    public override BenchmarkItem? Read(in BenchmarkRow row)
    {
        if (!row.TryString("prompt", out string prompt) || !row.TryString("canonical_solution", out string solution))
        {
            return null;
        }

        List<string> labels = [solution];
        if (row.TryString("test", out string test))
        {
            labels.Add(test);
        }

        return row.Item(prompt, labels);
    }
}
