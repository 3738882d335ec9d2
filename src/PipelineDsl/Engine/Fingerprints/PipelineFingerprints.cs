using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What code and which resources the actions of a pipeline's run depend on, part by part.</summary>
internal sealed class PipelineFingerprints
{
    private readonly PipelineDefinition _pipeline;
    private readonly PipelineWorker _worker;
    private readonly PipelineContext _context;
    private readonly IReadOnlyList<KeyPart> _modules;

    private PipelineFingerprints(PipelineDefinition pipeline, PipelineWorker worker, PipelineContext context)
    {
        _pipeline = pipeline;
        _worker = worker;
        _context = context;
        _modules = ModuleVersions.Of(worker.GetType().Assembly);
    }

    /// <summary>Reads the code of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="worker">One of its workers.</param>
    /// <param name="context">What the worker was made with: knows the services that it uses.</param>
    public static PipelineFingerprints Of(PipelineDefinition pipeline, PipelineWorker worker, PipelineContext context) => new(pipeline, worker, context);

    /// <summary>What reading a source depends on, apart from the files.</summary>
    public IReadOnlyList<KeyPart> Read(int source) => Parts();

    /// <summary>What a phase depends on, apart from the documents.</summary>
    public IReadOnlyList<KeyPart> Phase(int phase) => Parts();

    /// <summary>What resolving a deduplication depends on, apart from the sketches.</summary>
    public IReadOnlyList<KeyPart> Resolve(int cut) => Parts();

    /// <summary>What an output depends on, apart from the documents.</summary>
    public IReadOnlyList<KeyPart> Open(int output) => Parts();

    /// <summary>What a dataset depends on, apart from the sequences.</summary>
    public IReadOnlyList<KeyPart> OpenDataset(int dataset) => Parts();

    /// <summary>What making sequences of tokens depends on, apart from the tokens.</summary>
    public IReadOnlyList<KeyPart> Sequences() => Parts();

    /// <summary>What packing tokens depends on.</summary>
    public IReadOnlyList<KeyPart> Packing() => Parts();

    private List<KeyPart> Parts() => [new("plan of " + _pipeline.Name, PlanHash()), .. _modules, .. _context.ResourceParts(static _ => true)];

    private System.UInt128 PlanHash()
    {
        HashWriter hash = new();
        hash.Text(_pipeline.Plan);
        hash.Text(_worker.GetType().FullName);
        return hash.Hash;
    }
}
