using System;
using System.Collections.Generic;
using System.Linq;
using static PipelineDsl.Generator.Code;

namespace PipelineDsl.Generator;

/// <summary>Writes the worker: the fused code with the scratch memory of one thread.</summary>
internal sealed class WorkerEmitter
{
    private readonly SourceWriter _writer;
    private readonly PipelinePlan _plan;
    private readonly PipelineSpec _spec;
    private readonly RuleTable _rules;
    private readonly List<(string Field, string Type, string Path)> _services = [];
    private readonly List<(string Field, string Type, string Step)> _memories = []; // of steps, and of features that are classes (which belong to no step)
    private readonly HashSet<string> _fields = ["_scanner", "_tokens"];

    private WorkerEmitter(SourceWriter writer, PipelinePlan plan, RuleTable rules)
    {
        _writer = writer;
        _plan = plan;
        _spec = plan.Spec;
        _rules = rules;
        foreach (ArgumentSpec argument in Calls(plan.Spec).SelectMany(static c => c.Arguments))
        {
            if (argument.Kind == ArgumentKind.Service && !_services.Exists(s => s.Type == argument.Value && s.Path == argument.Literal))
            {
                _services.Add((Field(argument.Parameter), argument.Value, argument.Literal));
            }
            else if (argument.Kind == ArgumentKind.Scratch && !_memories.Exists(m => m.Type == argument.Value && m.Step == argument.Literal))
            {
                _memories.Add((Field(argument.Parameter), argument.Value, argument.Literal));
            }
        }

        foreach (FeatureSpec feature in plan.Spec.Features.Where(static f => f.BeginMethod is not null))
        {
            _memories.Add((Field(Camel(feature.Name)), feature.Type, ""));
        }
    }

    /// <summary>The version of the runtime's <c>WorkerLayoutAttribute</c> that workers follow: a method of its own for each task, and one for each field that needs the context.</summary>
    private const int Layout = 1;

    public static void Emit(SourceWriter writer, PipelinePlan plan, RuleTable rules) => new WorkerEmitter(writer, plan, rules).Emit();

    /// <summary>Whether the worker takes the context, from which its services and its tokenizer come.</summary>
    public static bool TakesContext(PipelineSpec spec) => spec.Tokenize is not null || Calls(spec).SelectMany(static c => c.Arguments).Any(static a => a.Kind == ArgumentKind.Service);

    private IEnumerable<SegmentPlan> Segments => _plan.Phases.SelectMany(static p => p.Segments);

    /// <summary>Whether a step takes notes.</summary>
    public static bool TakesNotes(PipelineSpec spec) => Calls(spec).SelectMany(static c => c.Arguments).Any(static a => a.Kind == ArgumentKind.Notes);

    private static IEnumerable<CallSpec> Calls(PipelineSpec spec)
        => spec.Sources.Select(static s => s.Read)
            .Concat(spec.Steps.SelectMany(static s => s switch
            {
                FilterSpec filter => filter.Rules.Select(static r => r.Call),
                MapSpec map => [map.Call],
                DedupSpec dedup => [.. dedup.PerDocument, dedup.Resolve],
                _ => [],
            }))
            .Concat(spec.Sequences is null ? [] : [spec.Sequences.Arrange])
            .Concat(spec.Outputs.Select(static o => o.Open))
            .Concat(spec.Datasets.Select(static o => o.Open));

    /// <summary>A field's name that no other field has.</summary>
    private string Field(string name)
    {
        string field = "_" + Identifier(name);
        string unique = field;
        for (int n = 2; unique.StartsWith("_mapped", StringComparison.Ordinal) || !_fields.Add(unique); n++)
        {
            unique = $"{field}{n}";
        }

        return unique;
    }

    private void Emit()
    {
        _writer.Line("/// <summary>The fused code with the scratch memory of one thread.</summary>");
        _writer.Line($"[{Engine}WorkerLayout({Layout})]");
        _writer.Open($"public sealed class Worker : {Engine}PipelineWorker");
        EmitFields();
        EmitRead();
        EmitRun();
        if (_spec.Audit)
        {
            EmitRunAudit();
        }

        EmitResolve();
        EmitOpen();
        EmitDatasets();
        foreach (PhasePlan phase in _plan.Phases)
        {
            EmitPhase(phase);
        }

        foreach (SegmentPlan segment in Segments)
        {
            EmitSegment(segment, audit: false);
            if (_spec.Audit && IsAudited(segment))
            {
                EmitSegment(segment, audit: true);
            }
        }

        _writer.Close();
    }

    /// <summary>Whether the audit has something to do: deduplications say nothing of a single document.</summary>
    private static bool IsAudited(SegmentPlan segment) => segment.Tiers.Count > 0 || segment.Map is not null;

    private void EmitFields()
    {
        if (Segments.Any(static s => s.Tiers.Any(static t => t.Features.Count > 0)))
        {
            _writer.Line($"private readonly {Dsl}TextScanner _scanner = new();");
        }

        foreach (SegmentPlan segment in Segments.Where(static s => s.Map is not null))
        {
            _writer.Line($"private readonly {Dsl}TextBuffer {Mapped(segment)} = new();");
        }

        if (_spec.Tokenize is not null)
        {
            _writer.Line($"private readonly {Dsl}TokenStage _tokens;");
        }

        foreach ((string field, string type, _) in _memories)
        {
            _writer.Line($"private readonly {type} {field} = new();");
        }

        foreach ((string field, string type, _) in _services)
        {
            _writer.Line($"private readonly {type} {field};");
        }

        _writer.Blank();
        if (TakesContext(_spec))
        {
            _writer.Open($"public Worker({Engine}PipelineContext context)");
            foreach ((string field, _, _) in _services)
            {
                EmitAssignment(field);
            }

            if (_spec.Tokenize is not null)
            {
                EmitAssignment("_tokens");
            }

            _writer.Close();
            _writer.Blank();
        }

        foreach ((string field, string type, string path) in _services)
        {
            EmitMaker(field, type, $"context.Service<{type}>({path})");
        }

        if (_spec.Tokenize is { } tokenize)
        {
            EmitMaker("_tokens", $"{Dsl}TokenStage", $"{Dsl}TokenStage.Create(context{string.Concat(tokenize.Arguments.Select(static a => $", {a.Parameter}: {a.Literal}"))}){Chat(tokenize)}");
        }

        if (_spec.Tokenize is not null)
        {
            _writer.Line($"public override {Dsl}TokenPacking? Packing => _tokens.Packing;");
            _writer.Blank();
        }
    }

    /// <summary>Sets a field; the context is told which one, so that the engine knows who uses what is loaded.</summary>
    private void EmitAssignment(string field) => _writer.Line($"{field} = Make{field}(context.For(nameof({field})));");

    private void EmitMaker(string field, string type, string value)
    {
        _writer.Line($"private static {type} Make{field}({Engine}PipelineContext context) => {value};");
        _writer.Blank();
    }

    private void EmitRead()
    {
        _writer.Open($"public override void Read(int source, {Dsl}RecordInput input, {Dsl}Record record)");
        _writer.Open("switch (source)");
        for (int i = 0; i < _spec.Sources.Count; i++)
        {
            _writer.Line($"case {i}:\n    Read{i}(input, record);\n    break;");
        }

        _writer.Line("default:\n    throw new global::System.ArgumentOutOfRangeException(nameof(source));");
        _writer.Close();
        _writer.Close();
        _writer.Blank();
        for (int i = 0; i < _spec.Sources.Count; i++)
        {
            _writer.Line($"private void Read{i}({Dsl}RecordInput input, {Dsl}Record record) => {Call(_spec.Sources[i].Read, null)};");
            _writer.Blank();
        }
    }

    private void EmitResolve()
    {
        DedupSpec[] cuts = [.. _plan.Phases.Select(static p => p.Cut).OfType<DedupSpec>()];
        if (cuts.Length == 0)
        {
            return;
        }

        _writer.Open($"public override {Dsl}Deduplication Resolve(int cut) => cut switch");
        for (int i = 0; i < cuts.Length; i++)
        {
            _writer.Line($"{i} => Resolve{i}(),");
        }

        _writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(cut)),");
        _writer.Close(";");
        _writer.Blank();
        for (int i = 0; i < cuts.Length; i++)
        {
            _writer.Line($"private {Dsl}Deduplication Resolve{i}() => {Call(cuts[i].Resolve, null)};");
            _writer.Blank();
        }
    }

    private void EmitOpen()
    {
        if (_spec.Outputs.Count == 0)
        {
            _writer.Line($"public override {Dsl}OutputWriter Open(int output, {Dsl}OutputContext context)\n    => throw new global::System.ArgumentOutOfRangeException(nameof(output));");
            _writer.Blank();
            return;
        }

        _writer.Open($"public override {Dsl}OutputWriter Open(int output, {Dsl}OutputContext context) => output switch");
        for (int i = 0; i < _spec.Outputs.Count; i++)
        {
            _writer.Line($"{i} => Open{i}(context),");
        }

        _writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(output)),");
        _writer.Close(";");
        _writer.Blank();
        for (int i = 0; i < _spec.Outputs.Count; i++)
        {
            _writer.Line($"private {Dsl}OutputWriter Open{i}({Dsl}OutputContext context) => {Call(_spec.Outputs[i].Open, null)};");
            _writer.Blank();
        }
    }

    private void EmitDatasets()
    {
        if (_spec.Sequences is { } sequences)
        {
            _writer.Line($"public override {Dsl}SequenceOptions? Sequences => {Call(sequences.Arrange, null)};");
            _writer.Blank();
        }

        if (_spec.Datasets.Count == 0)
        {
            return;
        }

        _writer.Open($"public override {Dsl}DatasetWriter OpenDataset(int dataset, {Dsl}DatasetContext context) => dataset switch");
        for (int i = 0; i < _spec.Datasets.Count; i++)
        {
            _writer.Line($"{i} => OpenDataset{i}(context),");
        }

        _writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(dataset)),");
        _writer.Close(";");
        _writer.Blank();
        for (int i = 0; i < _spec.Datasets.Count; i++)
        {
            _writer.Line($"private {Dsl}DatasetWriter OpenDataset{i}({Dsl}DatasetContext context) => {Call(_spec.Datasets[i].Open, null)};");
            _writer.Blank();
        }
    }

    private void EmitRun()
    {
        _writer.Open($"public override {Dsl}Verdict Run(int phase, {Dsl}Document document) => phase switch");
        foreach (PhasePlan phase in _plan.Phases)
        {
            _writer.Line($"{phase.Index} => Phase{phase.Index}(document),");
        }

        _writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(phase)),");
        _writer.Close(";");
        _writer.Blank();
    }

    private void EmitRunAudit()
    {
        _writer.Line("public override bool HasAudit => true;");
        _writer.Blank();
        _writer.Open($"public override void RunAudit({Dsl}Document document, {Dsl}Audit audit)");
        foreach (SegmentPlan segment in Segments.Where(IsAudited))
        {
            _writer.Line($"AuditSegment{segment.Index}(document, audit);");
        }

        _writer.Close();
        _writer.Blank();
    }

    private void EmitPhase(PhasePlan phase)
    {
        bool encodes = phase.Cut is null && _spec.Tokenize is not null;
        if (phase.Segments.Count == 1 && !encodes)
        {
            _writer.Line($"private {Dsl}Verdict Phase{phase.Index}({Dsl}Document document) => Segment{phase.Segments[0].Index}(document);");
            _writer.Blank();
            return;
        }

        _writer.Open($"private {Dsl}Verdict Phase{phase.Index}({Dsl}Document document)");
        _writer.Line($"{Dsl}Verdict verdict = Segment{phase.Segments[0].Index}(document);");
        foreach (SegmentPlan segment in phase.Segments.Skip(1))
        {
            _writer.Open("if (verdict.Kept)");
            _writer.Line($"verdict = Segment{segment.Index}(document);");
            _writer.Close();
            _writer.Blank();
        }

        if (encodes)
        {
            _writer.Blank();
            _writer.Open("if (verdict.Kept)");
            _writer.Line(_spec.Tokenize is { HasChat: true } chat
                ? $"verdict = _tokens.EncodeConversation(document, {SlotOf(TokenizeSpec.ConversationField)}, {_rules[chat.Name, TokenizeSpec.TemplateRule]}, {_rules[chat.Name, TokenizeSpec.MaxTokensRule]});"
                : "_tokens.Encode(document);");
            _writer.Close();
        }

        _writer.Blank();
        _writer.Line("return verdict;");
        _writer.Close();
        _writer.Blank();
    }

    private void EmitSegment(SegmentPlan segment, bool audit)
    {
        Dictionary<string, string> places = FeatureEmitter.Places(segment);
        _writer.Open(audit
            ? $"private void AuditSegment{segment.Index}({Dsl}Document document, {Dsl}Audit audit)"
            : $"private {Dsl}Verdict Segment{segment.Index}({Dsl}Document document)");
        if (!audit && segment.Tiers.Any(static t => t.Rules.Any(static r => r.Rule.Measures)))
        {
            _writer.Line($"{Dsl}Check check;");
            _writer.Blank();
        }

        bool begun = false;
        foreach (TierPlan tier in segment.Tiers)
        {
            _writer.Line($"// {tier.Tier}{(tier.Features.Count > 0 ? ": " : "")}{string.Join(", ", tier.Features.Select(static f => f.Display))}.");
            EmitMeasuring(segment, tier, places, ref begun);
            foreach (PlannedRule rule in tier.Rules)
            {
                EmitRule(rule, places, audit);
            }

            _writer.Blank();
        }

        EmitEnd(segment, places, audit);
        if (!audit)
        {
            _writer.Line($"return {Dsl}Verdict.Keep;");
        }

        _writer.Close();
        _writer.Blank();
    }

    private void EmitMeasuring(SegmentPlan segment, TierPlan tier, Dictionary<string, string> places, ref bool begun)
    {
        if (tier.Features.Count == 0)
        {
            return;
        }

        if (!begun)
        {
            _writer.Line("_scanner.Begin(document.Text);");
            begun = true;
        }

        string local = tier.Tier.ToString().ToLowerInvariant();
        string structName = FeatureEmitter.StructName(segment, tier);
        FeatureSpec[] classes = [.. tier.Features.Where(static f => f.BeginMethod is not null)];
        string kept = string.Join(", ", classes.Select(f => $"{places[f.Type].Substring(local.Length + 1)} = {Memory(f.Type, "")}"));
        _writer.Line($"{structName} {Local(local)} = {(classes.Length == 0 ? "default" : $"new() {{ {kept} }}")};");
        foreach (FeatureSpec feature in classes)
        {
            _writer.Line($"{Memory(feature.Type, "")}.{feature.BeginMethod}();");
        }

        Visitors visitors = FeatureEmitter.VisitorsOf(tier);
        foreach ((Visitors visitor, _, string visit, _, _, _) in FeatureEmitter.Visits)
        {
            if ((visitors & visitor) != 0)
            {
                _writer.Line($"_scanner.{visit}<{FeatureEmitter.ClassesName(segment)}, {structName}>(ref {Local(local)});");
            }
        }

        foreach (FeatureSpec feature in tier.Features.Where(static f => f.FinishMethod is not null))
        {
            string arguments = string.Join(", ", feature.FinishArguments.Select(a => (a.ByIn ? "in " : "") + Place(places, a.Value)));
            _writer.Line($"{Place(places, feature.Type)}.{feature.FinishMethod}({arguments});");
        }
    }

    private void EmitRule(PlannedRule planned, Dictionary<string, string> places, bool audit)
    {
        string constant = _rules[planned.Step, planned.Rule.Name];
        string call = Call(planned.Rule.Call, places);
        if (audit)
        {
            _writer.Line($"audit.Note({constant}, {call}{(planned.Rule.Repeats ? " > 0" : "")});");
        }
        else if (planned.Rule.Measures)
        {
            _writer.Line($"check = {call};");
            _writer.Open("if (!check.Passed)");
            _writer.Line($"return {Dsl}Verdict.Drop({constant}, check);");
            _writer.Close();
            _writer.Blank();
        }
        else
        {
            _writer.Open(planned.Rule.Repeats ? $"if (!document.Repeat({call}))" : $"if (!{call})");
            _writer.Line($"return {Dsl}Verdict.Drop({constant});");
            _writer.Close();
            _writer.Blank();
        }
    }

    private void EmitEnd(SegmentPlan segment, Dictionary<string, string> places, bool audit)
    {
        if (segment.Map is { } map)
        {
            string buffer = Mapped(segment);
            _writer.Line($"// {map.Name} changes the text: what follows sees the result.");
            _writer.Line($"{buffer}.Clear();");
            if (map.TellsChange)
            {
                _writer.Open($"if ({Call(map.Call, places, buffer)})");
                _writer.Line($"document.Replace({buffer});");
                _writer.Close();
            }
            else
            {
                _writer.Line($"{Call(map.Call, places, buffer)};");
                _writer.Line($"document.Replace({buffer});");
            }

            _writer.Blank();
        }

        if (segment.Key is { } key && !audit)
        {
            _writer.Line($"// {key.Name} ends the phase: what it needs to know of the document when all have come so far.");
            string sketch = Call(key.Sketch, places);
            _writer.Line(key.IsKey ? $"document.Sketch.WriteKey({sketch}{(key.Verifies ? ", verify: true" : "")});" : $"{sketch};");
            if (key.Rank is { } rank)
            {
                _writer.Line($"document.Rank = {Call(rank, places)};");
            }

            _writer.Blank();
        }
    }

    private string Call(CallSpec call, Dictionary<string, string>? places, string buffer = "")
        => $"{call.Type}.{call.Method}({string.Join(", ", call.Arguments.Select(a => Argument(a, places, buffer)))})";

    private string Argument(ArgumentSpec argument, Dictionary<string, string>? places, string buffer) => argument.Kind switch
    {
        ArgumentKind.Input => "input",
        ArgumentKind.Record => "record",
        ArgumentKind.Buffer => buffer,
        ArgumentKind.OutputContext => "context",
        ArgumentKind.Sketch => "document.Sketch",
        ArgumentKind.Outcome => "document.Outcome",
        ArgumentKind.Notes => $"document.Notes.Of({Quote(argument.Value)})",
        ArgumentKind.Text => "document.Text.Bytes",
        ArgumentKind.Field => $"document.{argument.FieldType}({SlotOf(argument.Value)})",
        ArgumentKind.Feature => (argument.ByIn ? "in " : "") + Place(places!, argument.Value),
        ArgumentKind.Scratch => Memory(argument.Value, argument.Literal),
        ArgumentKind.Service => _services.First(s => s.Type == argument.Value && s.Path == argument.Literal).Field,
        ArgumentKind.Option => $"{argument.Parameter}: {argument.Literal}",
        _ => throw new InvalidOperationException($"unknown kind of argument: {argument.Kind}"),
    };

    /// <summary>What makes the tokenize step render conversations, if it does.</summary>
    private static string Chat(TokenizeSpec tokenize)
        => tokenize.HasChat ? $".WithChat(context, {string.Join(", ", tokenize.Chat.Select(static a => $"{a.Parameter}: {a.Literal}"))})" : "";

    private string Memory(string type, string step) => _memories.First(m => m.Type == type && m.Step == step).Field;

    private int SlotOf(string field) => _spec.Fields.Select(static (f, slot) => (f.Name, Slot: slot)).First(f => f.Name == field).Slot;

    private static string Mapped(SegmentPlan segment) => $"_mapped{segment.Index}";

    // "document" is the method's parameter; the tier of that name needs another local.
    private static string Local(string tier) => tier == "document" ? "whole" : tier;

    private static string Place(Dictionary<string, string> places, string feature)
    {
        string place = places[feature];
        int dot = place.IndexOf('.');
        return Local(place.Substring(0, dot)) + place.Substring(dot);
    }
}
