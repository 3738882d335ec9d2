using System.Collections.Generic;
using System.Linq;
using static PipelineDsl.Generator.Code;

namespace PipelineDsl.Generator;

/// <summary>Writes the options of the steps for people, by the worker's methods that use them.</summary>
internal static class OptionsEmitter
{
    /// <summary>Writes the definition's property, if there are options.</summary>
    public static void Emit(SourceWriter writer, PipelinePlan plan)
    {
        string[] options = [.. Options(plan)];
        if (options.Length > 0)
        {
            PipelineEmitter.EmitList(writer, "Options", options);
        }
    }

    private static IEnumerable<string> Options(PipelinePlan plan)
    {
        PipelineSpec spec = plan.Spec;
        IEnumerable<(string Task, string Step, IEnumerable<ArgumentSpec> Arguments)> calls =
        [
            .. spec.Sources.Select(static (s, i) => ($"Read{i}", s.Name, s.Read.Arguments.AsEnumerable())),
            .. plan.Phases.SelectMany(phase => Phase(phase, spec)),
            .. plan.Phases.Where(static p => p.Cut is not null).Select(static p => ($"Resolve{p.Index}", p.Cut!.Name, p.Cut.Resolve.Arguments.AsEnumerable())),
            .. spec.Outputs.Select(static (o, i) => ($"Open{i}", o.Name, o.Open.Arguments.AsEnumerable())),
            .. spec.Datasets.Select(static (o, i) => ($"OpenDataset{i}", o.Name, o.Open.Arguments.AsEnumerable())),
        ];
        if (spec.Sequences is { } sequences)
        {
            calls = calls.Append(("get_Sequences", sequences.Name, sequences.Arrange.Arguments));
        }

        if (spec.Tokenize is { } tokenize)
        {
            calls = calls.Append(("get_Packing", tokenize.Name, tokenize.Arguments.Concat(tokenize.Chat)));
        }

        return calls
            .GroupBy(static c => (c.Task, c.Step))
            .Select(static g => (g.Key.Task, g.Key.Step, Values: string.Join(", ", g.SelectMany(static c => c.Arguments).Select(Value).OfType<string>().Distinct())))
            .Where(static o => o.Values.Length > 0)
            .Select(static o => $"new {Engine}StepOptions({Quote(o.Task)}, {Quote(o.Step)}, {Quote(o.Values)})");
    }

    private static IEnumerable<(string Task, string Step, IEnumerable<ArgumentSpec> Arguments)> Phase(PhasePlan phase, PipelineSpec spec)
    {
        string task = $"Phase{phase.Index}";
        foreach (SegmentPlan segment in phase.Segments)
        {
            foreach (PlannedRule rule in segment.Tiers.SelectMany(static t => t.Rules))
            {
                yield return (task, rule.Step, rule.Rule.Call.Arguments);
            }

            if (segment.Map is { } map)
            {
                yield return (task, map.Name, map.Call.Arguments);
            }

            if (segment.Key is { } key)
            {
                yield return (task, key.Name, key.Sketch.Arguments.Concat(key.Rank?.Arguments ?? []));
            }
        }

        if (phase.Cut is null && spec.Tokenize is { } tokenize)
        {
            yield return (task, tokenize.Name, tokenize.Arguments.Concat(tokenize.Chat));
        }
    }

    /// <summary>An option's name and value, a path that a service is loaded from too, or null.</summary>
    private static string? Value(ArgumentSpec argument) => argument.Kind switch
    {
        ArgumentKind.Option => $"{argument.Parameter} {PlanText.ShortLiteral(argument.Literal)}",
        ArgumentKind.Service when argument.Literal != "null" => $"{argument.Parameter} {argument.Literal}",
        _ => null,
    };
}
