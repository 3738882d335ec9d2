using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PipelineDsl.Engine;

/// <summary>What code and which resources the actions of a pipeline's run depend on, part by part.</summary>
/// <remarks>
/// If the worker follows <see cref="WorkerLayoutAttribute"/> and its file is there, the code is followed from the method of each task; otherwise whole assemblies stand for it. What the
/// engine itself gets of the definition is a part too. The parts of one action have names of their own, in ordinal order within each kind.
/// </remarks>
internal sealed class PipelineFingerprints
{
    private readonly PipelineDefinition _pipeline;
    private readonly PipelineWorker _worker;
    private readonly PipelineContext _context;
    private readonly Dictionary<string, KeyPart[]> _code = new(StringComparer.Ordinal);
    private readonly KeyPart[]? _modules;

    private PipelineFingerprints(PipelineDefinition pipeline, PipelineWorker worker, PipelineContext context)
    {
        _pipeline = pipeline;
        _worker = worker;
        _context = context;
        using UserCode? code = Open(worker.GetType());
        if (code is null || !TryFollow(code))
        {
            _modules = [.. ModuleVersions.Of(worker.GetType().Assembly), .. context.ResourceParts(static _ => true)];
        }
    }

    /// <summary>Reads the code of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="worker">One of its workers.</param>
    /// <param name="context">What the worker was made with: knows the services that it uses.</param>
    /// <exception cref="RunException">A resource cannot be read.</exception>
    public static PipelineFingerprints Of(PipelineDefinition pipeline, PipelineWorker worker, PipelineContext context) => new(pipeline, worker, context);

    /// <summary>What reading a source depends on, apart from the files.</summary>
    public IReadOnlyList<KeyPart> Read(int source) => [Fields(), .. Code(WorkerLayoutAttribute.Read + source)];

    /// <summary>What a phase depends on, apart from the documents.</summary>
    public IReadOnlyList<KeyPart> Phase(int phase)
        => [Fields(), .. phase > 0 ? [Cut(phase - 1)] : Array.Empty<KeyPart>(), .. phase < _pipeline.Cuts.Count ? [Cut(phase)] : Array.Empty<KeyPart>(), .. Code(WorkerLayoutAttribute.Phase + phase)];

    /// <summary>What resolving a deduplication depends on, apart from the sketches and the indexes that it compares with.</summary>
    public IReadOnlyList<KeyPart> Resolve(int cut) => [Cut(cut), .. Code(WorkerLayoutAttribute.Resolve + cut)];

    /// <summary>What an output depends on, apart from the documents.</summary>
    public IReadOnlyList<KeyPart> Open(int output) => [Fields(), .. Code(WorkerLayoutAttribute.Open + output)];

    /// <summary>What a dataset depends on, apart from the sequences.</summary>
    public IReadOnlyList<KeyPart> OpenDataset(int dataset) => Code(WorkerLayoutAttribute.OpenDataset + dataset);

    /// <summary>What making sequences of tokens depends on, apart from the tokens.</summary>
    public IReadOnlyList<KeyPart> Sequences() => Code(WorkerLayoutAttribute.Sequences);

    /// <summary>What packing tokens depends on.</summary>
    public IReadOnlyList<KeyPart> Packing() => Code(WorkerLayoutAttribute.Packing);

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Without a file, whole assemblies stand for the code.")]
    private static UserCode? Open(Type worker)
        => worker.GetCustomAttribute<WorkerLayoutAttribute>()?.Version == WorkerLayoutAttribute.Current
            ? UserCode.TryOpen(worker.Assembly.Location, worker.Module.ModuleVersionId)
            : null;

    private KeyPart[] Code(string entry) => [.. Options(entry), .. _modules ?? _code[entry]];

    private IEnumerable<KeyPart> Options(string entry)
        => _pipeline.Options.Where(o => o.Task == entry).Select(static o =>
        {
            HashWriter hash = new();
            hash.Text(o.Values);
            return new KeyPart(PlanDifference.Name($"options of {o.Step}", o.Values), hash.Hash);
        });

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

    /// <summary>Follows the code of each task, or says that a task has no method of its own.</summary>
    private bool TryFollow(UserCode code)
    {
        CodeIndex index = new(code);
        LibraryIdentities libraries = new(_worker.GetType().Assembly);
        TypeKey worker = Key(code, _worker.GetType());
        Follow(WorkerLayoutAttribute.Sequences, null);
        Follow(WorkerLayoutAttribute.Packing, null);
        return Enumerable.Range(0, _pipeline.Sources.Count).All(source => Follow(WorkerLayoutAttribute.Read + source, _pipeline.Sources[source].Fields.GetType()))
            && FollowEach(WorkerLayoutAttribute.Phase, _pipeline.Cuts.Count + 1)
            && FollowEach(WorkerLayoutAttribute.Resolve, _pipeline.Cuts.Count)
            && FollowEach(WorkerLayoutAttribute.Open, _pipeline.Outputs.Count)
            && FollowEach(WorkerLayoutAttribute.OpenDataset, _pipeline.Datasets.Count);

        bool FollowEach(string entry, int count) => Enumerable.Range(0, count).All(i => Follow(entry + i, null));

        bool Follow(string entry, Type? fields)
        {
            CodeReach reach = new(index, worker, name => PartName(name, worker));
            MethodDefinitionHandle[] methods = [.. code.Main.FindMethods(worker.Handle, entry)];
            foreach (MethodDefinitionHandle method in methods)
            {
                reach.Enter(new MethodKey(code.Main, method));
            }

            if (fields is not null && fields.Module == _worker.GetType().Module)
            {
                reach.Enter(Key(code, fields));
            }

            IReadOnlyList<KeyPart> parts = reach.Parts();
            _code.Add(entry, [.. parts, .. libraries.Of(reach.Libraries), .. _context.ResourceParts(reach.WorkerFields.Contains)]);
            return methods.Length > 0;
        }
    }

    /// <summary>The types that the generator wrote lie beside the worker.</summary>
    private static string PartName(string type, TypeKey worker)
    {
        string name = worker.Module.NameOf(worker.Handle);
        string container = name[..(name.LastIndexOf('+') + 1)];
        return container.Length > 0 && type.StartsWith(container, StringComparison.Ordinal) ? PlanDifference.Generated + type[container.Length..] : "code " + type;
    }

    private static TypeKey Key(UserCode code, Type type) => new(code.Main, MetadataTokens.TypeDefinitionHandle(type.MetadataToken & 0xFFFFFF));
}
