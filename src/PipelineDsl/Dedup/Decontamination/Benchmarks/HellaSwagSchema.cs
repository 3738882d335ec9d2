using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>HellaSwag (Zellers et al. 2019): <c>ctx</c>, <c>endings</c>, and the number of the right one in <c>label</c>. The wrong endings were written by a model and count only where no label is given.</summary>
internal sealed class HellaSwagSchema : BenchmarkSchema
{
    /// <inheritdoc/>
    public override string Name => "hellaswag";

    /// <inheritdoc/>
    public override string Needs => "the string ctx and the array of strings endings";

    /// <inheritdoc/>
    public override BenchmarkItem? Read(in BenchmarkRow row)
        => row.TryString("ctx", out string context) && row.TryStrings("endings", out IReadOnlyList<string> endings) ? row.Item(context, RightChoice(row, "label", endings)) : null;
}
