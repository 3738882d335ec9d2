namespace PipelineDsl.Engine;

/// <summary>The fused code of one pipeline with the scratch memory of one thread. The generator emits one per pipeline.</summary>
public abstract class PipelineWorker
{
    /// <summary>Reads a file's records with the reader of a source.</summary>
    /// <param name="source">The source's place among the pipeline's sources, from 0.</param>
    /// <param name="input">The file.</param>
    /// <param name="record">What to fill.</param>
    public abstract void Read(int source, RecordInput input, Record record);

    /// <summary>Runs one phase: all steps up to the next one that needs the whole corpus.</summary>
    /// <param name="phase">The phase, from 0.</param>
    /// <param name="document">The document; a phase that ends in a deduplication writes its sketch, the last one its tokens.</param>
    /// <returns>Whether the document goes on.</returns>
    public abstract Verdict Run(int phase, Document document);

    /// <summary>Makes what resolves a deduplication.</summary>
    /// <param name="cut">The deduplication's place among the pipeline's, from 0.</param>
    public virtual Deduplication Resolve(int cut) => throw new System.ArgumentOutOfRangeException(nameof(cut));

    /// <summary>Whether there is an audit variant.</summary>
    public virtual bool HasAudit => false;

    /// <summary>Runs every rule of every phase and notes those that fail. Only for pipelines with an audit variant.</summary>
    /// <param name="document">The document.</param>
    /// <param name="audit">Takes the failures.</param>
    public virtual void RunAudit(Document document, Audit audit)
        => throw new System.NotSupportedException("this pipeline was not generated with [Pipeline(audit: true)]");

    /// <summary>Opens a writer.</summary>
    /// <param name="output">The output's place among the pipeline's outputs, from 0.</param>
    /// <param name="context">What the writer may want to know.</param>
    public abstract OutputWriter Open(int output, OutputContext context);

    /// <summary>Opens a dataset writer.</summary>
    /// <param name="dataset">The dataset's place among the pipeline's datasets, from 0.</param>
    /// <param name="context">What the writer may want to know.</param>
    public virtual DatasetWriter OpenDataset(int dataset, DatasetContext context) => throw new System.ArgumentOutOfRangeException(nameof(dataset));

    /// <summary>How tokens become the sequences of datasets, or null: as the tokenize step's context length says.</summary>
    public virtual SequenceOptions? Sequences => null;

    /// <summary>How tokens are packed, or null if the pipeline makes none.</summary>
    public virtual TokenPacking? Packing => null;
}
