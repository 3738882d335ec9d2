using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.EndToEnd.Differential;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>Random pipelines, which are compiled together, and the documents that they judge.</summary>
/// <param name="Steps">The steps that the pipelines are made of.</param>
/// <param name="Pipelines">Each pipeline's steps, by their places in <paramref name="Steps"/>.</param>
/// <param name="Documents">The documents.</param>
internal sealed record Batch(IReadOnlyList<DrawnStep> Steps, IReadOnlyList<int[]> Pipelines, IReadOnlyList<NaiveDocument> Documents)
{
    private const int MostSteps = 9;

    /// <summary>A batch in which every step of the library and of <see cref="StepTemplate.Users"/> has been drawn once, or twice those that are measured most.</summary>
    /// <param name="pipelines">The number of pipelines.</param>
    /// <param name="documents">The number of documents.</param>
    /// <param name="isUsed">Which steps may be drawn. Default: all.</param>
    public static Gen<Batch> Gen(int pipelines, int documents, Predicate<StepTemplate>? isUsed = null)
        => CsCheck.Gen.Select(CsCheck.Gen.UInt.Array[20_000], RandomDocuments.Document.Array[documents])
            .Select((numbers, drawn) => Draw(new Tape(numbers), pipelines, drawn, isUsed ?? (static _ => true)));

    /// <summary>The library's steps with their default options and under all profiles, and no pipelines of several.</summary>
    public static Batch OfDefaults(Tape tape) => new([.. StepTemplate.BuiltIn.SelectMany(t => DrawnStep.Defaults(t, tape))], [], []);

    private static Batch Draw(Tape tape, int pipelines, NaiveDocument[] documents, Predicate<StepTemplate> isUsed)
    {
        DrawnStep[] steps = [.. StepTemplate.BuiltIn.Concat(StepTemplate.Users).Concat(StepTemplate.Users).Where(t => isUsed(t)).Select(t => DrawnStep.Draw(t, tape))];
        Dictionary<Type, int[]> byKind = Enumerable.Range(0, steps.Length).GroupBy(i => steps[i].Template.Kind).ToDictionary(static g => g.Key, static g => g.ToArray());
        return new Batch(steps, [.. Enumerable.Range(0, pipelines).Select(_ => DrawPipeline())], documents);

        int[] DrawPipeline()
        {
            int[] drawn = new int[1 + tape.Next(MostSteps)];
            for (int i = 0; i < drawn.Length; i++)
            {
                // Often the same step once more, with its options or others: two of one kind have most in common.
                drawn[i] = i > 0 && tape.Next(4) == 0 ? tape.Of([.. Enumerable.Range(0, steps.Length).Where(s => steps[s].Template == steps[drawn[i - 1]].Template)]) : tape.Of(byKind[tape.Next(20) switch
                {
                    < 13 => typeof(FilterAttribute<>),
                    < 18 => typeof(MapAttribute<>),
                    _ => typeof(DedupAttribute<>),
                }]);
            }

            return drawn;
        }
    }

    /// <summary>The same pipelines, each with one step exchanged for another of its kind: the rest, and so what was done before it, is as it was.</summary>
    public Batch Changed(Tape tape) => this with
    {
        Pipelines =
        [
            .. Pipelines.Select(pipeline =>
            {
                int[] changed = [.. pipeline];
                int at = tape.Next(changed.Length);
                changed[at] = tape.Of([.. Enumerable.Range(0, Steps.Count).Where(s => Steps[s].Template.Kind == Steps[changed[at]].Template.Kind)]);
                return changed;
            }),
        ],
    };

    /// <summary>A pipeline as C#.</summary>
    public string SourceOf(int pipeline) => SourceOf(FusedName(pipeline), Pipelines[pipeline].Select(i => Steps[i]));

    /// <summary>The name of a pipeline's class.</summary>
    public static string FusedName(int pipeline) => $"Fused{pipeline}";

    /// <summary>The name of the class that has nothing but one step of the library.</summary>
    public static string SingleName(int step) => $"Single{step}";

    /// <summary>All pipelines, and one for each step of the library that they have; if there are none, for each.</summary>
    public IEnumerable<string> Sources()
    {
        IEnumerable<int> used = Pipelines.Count == 0 ? Enumerable.Range(0, Steps.Count) : Pipelines.SelectMany(static p => p).Distinct().Order();
        return Enumerable.Range(0, Pipelines.Count).Select(SourceOf).Concat(used.Where(i => Steps[i].Template.IsBuiltIn).Select(i => SourceOf(SingleName(i), [Steps[i]])));
    }

    private static string SourceOf(string name, IEnumerable<DrawnStep> steps)
        => $$"""
            [Pipeline(audit: true)]
            [JsonLines("in/*.jsonl")]
            {{string.Join("\n", steps.Select(static s => s.Code))}}
            [JsonLinesOutput("kept.jsonl")]
            public static partial class {{name}};

            """;
}
