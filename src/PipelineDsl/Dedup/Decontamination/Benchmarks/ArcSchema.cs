using System.Collections.Generic;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>
/// ARC (Clark et al. 2018), as published (<c>question.stem</c>, <c>question.choices</c> with <c>text</c> and <c>label</c>, <c>answerKey</c>) and as on the Hugging Face hub (<c>question</c>, <c>choices.text</c>,
/// <c>choices.label</c>, <c>answerKey</c>).
/// </summary>
internal sealed class ArcSchema : BenchmarkSchema
{
    /// <inheritdoc/>
    public override string Name => "arc";

    /// <inheritdoc/>
    public override string Needs => "question.stem and question.choices, or question, choices.text and choices.label";

    /// <inheritdoc/>
    public override BenchmarkItem? Read(in BenchmarkRow row)
    {
        if (row.TryString("question.stem", out string stem))
        {
            if (!row.TryFind("question.choices", out JsonElement choices) || choices.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            List<string> texts = [];
            List<string> names = [];
            foreach (JsonElement choice in choices.EnumerateArray())
            {
                BenchmarkRow inner = row with { Value = choice };
                if (!inner.TryString("text", out string text) || !inner.TryString("label", out string name))
                {
                    return null;
                }

                texts.Add(text);
                names.Add(name);
            }

            return row.Item(stem, RightChoice(row, "answerKey", texts, names));
        }

        return row.TryString("question", out string question) && row.TryStrings("choices.text", out IReadOnlyList<string> answers) && row.TryStrings("choices.label", out IReadOnlyList<string> labels)
            && answers.Count == labels.Count
            ? row.Item(question, RightChoice(row, "answerKey", answers, labels))
            : null;
    }
}
