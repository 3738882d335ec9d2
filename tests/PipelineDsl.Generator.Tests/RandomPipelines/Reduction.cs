using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PipelineDsl.Tests.EndToEnd.Differential;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>Makes what fails small enough to be looked at: first the pipeline, step by step, then the document.</summary>
internal static class Reduction
{
    /// <summary>A pipeline and a document that differ, and in what.</summary>
    /// <param name="Batch">The pipeline, the only one.</param>
    /// <param name="Document">The document.</param>
    /// <param name="Difference">What <see cref="Comparison.Difference"/> says of both.</param>
    public sealed record Case(Batch Batch, NaiveDocument Document, string Difference)
    {
        public override string ToString() => $"{Batch.SourceOf(0)}\n{Outcome.Printable(Document.Text)}\n{string.Join(", ", Document.Fields)}\n{Difference}";
    }

    /// <summary>The smallest pipeline and document found; null if the document alone, with a new worker, shows no difference.</summary>
    /// <param name="batch">The pipelines.</param>
    /// <param name="pipeline">The pipeline that failed.</param>
    /// <param name="document">The document that it failed on.</param>
    public static Case? Of(Batch batch, int pipeline, NaiveDocument document)
    {
        int[] steps = batch.Pipelines[pipeline];
        if (FirstThatFails(batch, [steps], document) is null)
        {
            return null;
        }

        // Each round compiles the pipelines without one of the steps together, and goes on with the first that fails still.
        while (steps.Length > 1 && FirstThatFails(batch, [.. steps.Select((_, i) => steps.Where((_, j) => j != i).ToArray())], document) is { } fewer)
        {
            steps = fewer;
        }

        Batch single = batch with { Pipelines = [steps] };
        using CompiledBatch compiled = CompiledBatch.Compile(single);
        string? Difference(NaiveDocument d) => Comparison.Difference(new GeneratedPipeline(compiled.DefinitionOf(Batch.FusedName(0))), compiled.Naive()[0], d);
        string text = Shrink(document.Text, t => Difference(new NaiveDocument(t, t, document.Fields)) is not null);
        IReadOnlyDictionary<string, string> fields = document.Fields;
        foreach (string field in document.Fields.Keys)
        {
            Dictionary<string, string> others = fields.Where(f => f.Key != field).ToDictionary();
            fields = Difference(new NaiveDocument(text, text, others)) is not null ? others : fields;
        }

        NaiveDocument reduced = new(text, text, fields);
        return Difference(reduced) is { } difference ? new Case(single, reduced, difference) : null;
    }

    /// <summary>The text without all that it can lose and still fail: halves, then quarters, down to single characters.</summary>
    /// <param name="text">A text that fails.</param>
    /// <param name="fails">Whether a text does.</param>
    public static string Shrink(string text, Predicate<string> fails)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int length = (runes.Length + 1) / 2; length > 0; length = length == 1 ? 0 : (length + 1) / 2)
        {
            for (int start = 0; start < runes.Length;)
            {
                Rune[] rest = [.. runes[..start], .. runes[Math.Min(start + length, runes.Length)..]];
                if (fails(string.Concat(rest)))
                {
                    runes = rest;
                }
                else
                {
                    start += length;
                }
            }
        }

        return string.Concat(runes);
    }

    private static int[]? FirstThatFails(Batch batch, IReadOnlyList<int[]> pipelines, NaiveDocument document)
    {
        using CompiledBatch compiled = CompiledBatch.Compile(batch with { Pipelines = pipelines });
        IReadOnlyList<NaivePipeline> naive = compiled.Naive();
        return pipelines.Where((_, i) => Comparison.Difference(new GeneratedPipeline(compiled.DefinitionOf(Batch.FusedName(i))), naive[i], document) is not null).FirstOrDefault();
    }
}
