using System;
using System.Collections.Generic;
using System.Reflection;

namespace PipelineDsl.Engine;

/// <summary>What code and which resources the actions of a pipeline's run depend on, part by part.</summary>
/// <remarks>
/// If the worker follows <see cref="WorkerLayoutAttribute"/> and its file is there, the code is followed from the method of each task; otherwise whole assemblies stand for it. What the
/// engine itself gets of the definition is a part too. The parts of one action have names of their own, in ordinal order within each kind.
/// </remarks>
internal sealed class PipelineFingerprints
{
    private readonly PipelineDefinition _pipeline;
    private readonly Dictionary<string, KeyPart[]> _code = new(StringComparer.Ordinal);
    private readonly KeyPart[]? _modules;

    private PipelineFingerprints(PipelineDefinition pipeline, Type worker, PipelineContext context, string? storeDirectory)
    {
        _pipeline = pipeline;
        if (Reached(pipeline, worker, storeDirectory) is not { } code)
        {
            _modules = [.. ModuleVersions.Of(CodeAssembly.Of(worker.Assembly)), .. context.ResourceParts(static _ => true)];
            return;
        }

        foreach ((string entry, EntryCode reached) in code.Entries)
        {
            _code.Add(entry, [.. reached.Parts, .. context.ResourceParts(reached.Fields.Contains)]);
        }
    }

    /// <summary>Reads the code of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="worker">One of its workers.</param>
    /// <param name="context">What the worker was made with: knows the services that it uses.</param>
    /// <param name="storeDirectory">The store in which it is remembered what the code came to (<see cref="CodeMemory"/>), or null.</param>
    /// <exception cref="RunException">A resource cannot be read.</exception>
    public static PipelineFingerprints Of(PipelineDefinition pipeline, PipelineWorker worker, PipelineContext context, string? storeDirectory) => new(pipeline, worker.GetType(), context, storeDirectory);

    /// <summary>What reading a source depends on, apart from the files.</summary>
    public KeyPart[] Read(int source) => [Fields(), .. Code(WorkerLayoutAttribute.Read + source)];

    /// <summary>What a phase depends on, apart from the documents.</summary>
    public KeyPart[] Phase(int phase)
        => [Fields(), .. CutsFrom(phase - 1), .. CutsFrom(phase), .. Code(WorkerLayoutAttribute.Phase + phase)];

    /// <summary>What resolving a deduplication depends on, apart from the sketches and the indexes that it compares with.</summary>
    public KeyPart[] Resolve(int cut) => [Cut(cut), .. Code(WorkerLayoutAttribute.Resolve + cut)];

    /// <summary>What an output depends on, apart from the documents.</summary>
    public KeyPart[] Open(int output) => [Fields(), .. Code(WorkerLayoutAttribute.Open + output)];

    /// <summary>What a dataset depends on, apart from the sequences.</summary>
    public KeyPart[] OpenDataset(int dataset) => Code(WorkerLayoutAttribute.OpenDataset + dataset);

    /// <summary>What making sequences of tokens depends on, apart from the tokens.</summary>
    public KeyPart[] Sequences() => Code(WorkerLayoutAttribute.Sequences);

    /// <summary>What packing tokens depends on.</summary>
    public KeyPart[] Packing() => Code(WorkerLayoutAttribute.Packing);

    /// <summary>What the code came to, or null if whole assemblies stand for it.</summary>
    private static ReachedCode? Reached(PipelineDefinition pipeline, Type worker, string? storeDirectory)
    {
        CodeAssembly assembly = CodeAssembly.Of(worker.Assembly);
        if (worker.GetCustomAttribute<WorkerLayoutAttribute>()?.Version != WorkerLayoutAttribute.Current || assembly.Path is not { } path)
        {
            return null;
        }

        CodeMemory? memory = storeDirectory is null ? null : CodeMemory.Open(storeDirectory, pipeline, worker, assembly, UserCode.ProjectsOf(path));
        if (memory?.Find() is { } known)
        {
            return known;
        }

        using UserCode? code = UserCode.TryOpen(path, assembly.VersionId);
        ReachedCode? reached = code is null ? null : ReachedCode.Follow(code, pipeline, worker);
        if (reached is not null)
        {
            memory?.Save(reached);
        }

        return reached;
    }

    private KeyPart[] Code(string entry) => [.. Options(entry), .. _modules ?? _code[entry]];

    private List<KeyPart> Options(string entry)
    {
        List<KeyPart> parts = [];
        foreach (StepOptions options in _pipeline.Options)
        {
            if (options.Task == entry)
            {
                HashWriter hash = new();
                hash.Text(options.Values);
                parts.Add(new KeyPart(PlanDifference.Name($"options of {options.Step}", options.Values), hash.Hash));
            }
        }

        return parts;
    }

    /// <summary>The fields of documents: what the reader fills, phases see, and outputs write.</summary>
    private KeyPart Fields()
    {
        HashWriter hash = new();
        foreach (FieldInfo field in _pipeline.Fields)
        {
            hash.Text(field.Name);
            hash.Int((int)field.Kind);
            hash.Bool(field.Optional);
        }

        hash.Int(_pipeline.IdSlot);
        hash.Bool(_pipeline.TakesNotes);
        return new KeyPart("fields", hash.Hash);
    }

    /// <summary>The deduplication of a number, if there is one.</summary>
    private KeyPart[] CutsFrom(int cut) => cut >= 0 && cut < _pipeline.Cuts.Count ? [Cut(cut)] : [];

    private KeyPart Cut(int cut)
    {
        CutInfo info = _pipeline.Cuts[cut];
        HashWriter hash = new();
        hash.Text(info.Rule.Step);
        hash.Text(info.Rule.Name);
        hash.Bool(info.IsRanked);
        hash.Int(info.ClusterIdSlot);
        hash.Int(info.ClusterSizeSlot);
        return new KeyPart($"cut {info.Rule.Step}", hash.Hash);
    }
}
