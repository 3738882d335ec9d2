using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Goes through a corpus in its order, on one thread, as a run would, until it meets the document that is asked for.</summary>
/// <remarks>Documents before it matter only to a pipeline with deduplications: they may have its key.</remarks>
internal sealed class Explainer : IRecordSink
{
    private readonly PipelineDefinition _pipeline;
    private readonly PipelineWorker _code;
    private readonly string _wanted;
    private readonly byte[] _wantedId;
    private readonly Dictionary<UInt128, string>[] _seen;
    private readonly CancellationToken _cancellation;
    private Record? _record;
    private RecordInput? _input;
    private Explanation? _found;

    private Explainer(PipelineDefinition pipeline, PipelineContext context, string document, CancellationToken cancellation)
    {
        _pipeline = pipeline;
        _code = pipeline.CreateWorker(context);
        _wanted = document;
        _wantedId = Encoding.UTF8.GetBytes(document);
        _seen = new Dictionary<UInt128, string>[pipeline.Cuts.Count];
        for (int cut = 0; cut < _seen.Length; cut++)
        {
            _seen[cut] = [];
        }

        _cancellation = cancellation;
    }

    /// <summary>Explains a document, named by its id or as <c>FILE#N</c>, the N-th record of a file; null if there is none of that name.</summary>
    public static Explanation? Explain(PipelineDefinition pipeline, RunOptions options, string document, CancellationToken cancellation)
    {
        Explainer explainer = new(pipeline, new PipelineContext(options.ProjectDirectory), document, cancellation);
        InputBuffer buffer = new(RecordInput.DefaultBufferBytes);
        Document reused = new(pipeline.Fields.Count);
        foreach (Shard shard in ShardList.Expand(pipeline, options))
        {
            using RecordInput input = RecordInput.Open(shard.Path, shard.Name, options.MaxDocumentBytes, buffer);
            reused.Shard = shard.Index;
            explainer._input = input;
            explainer._record = new Record(input, pipeline.Sources[shard.Source].Fields, reused, explainer);
            try
            {
                explainer._code.Read(shard.Source, input, explainer._record);
            }
            catch (FoundException)
            {
                return explainer._found;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Accept(Document document)
    {
        _cancellation.ThrowIfCancellationRequested();
        string name = Name(document.Ordinal);
        bool isWanted = name == _wanted || (_pipeline.IdSlot >= 0 && document.Utf8(_pipeline.IdSlot).SequenceEqual(_wantedId));
        if (!isWanted)
        {
            if (_seen.Length > 0)
            {
                _ = Run(document, Id(document) ?? name, out _);
            }

            return;
        }

        IReadOnlyList<Verdict> failures = Audit(document);
        Verdict verdict = Run(document, name, out string? first);
        _found = new Explanation
        {
            Document = _wanted,
            File = _input!.Name,
            Line = _input.Line,
            Verdict = verdict,
            FirstOfItsKind = first,
            Failures = failures,
            Text = Encoding.UTF8.GetString(document.Text.Bytes),
        };
        throw new FoundException();
    }

    /// <inheritdoc/>
    public void Reject(Rejection rejection, ReadOnlySpan<byte> raw)
    {
        if (Name(_record!.Count - 1) == _wanted)
        {
            _found = new Explanation { Document = _wanted, File = rejection.File, Line = rejection.Line, Rejection = rejection };
            throw new FoundException();
        }
    }

    private string Name(long ordinal) => $"{_input!.Name}#{(ordinal + 1).ToString(CultureInfo.InvariantCulture)}";

    private string? Id(Document document) => _pipeline.IdSlot >= 0 && document.Has(_pipeline.IdSlot) ? Encoding.UTF8.GetString(document.Utf8(_pipeline.IdSlot)) : null;

    private Verdict Run(Document document, string name, out string? first)
    {
        first = null;
        for (int phase = 0; phase <= _pipeline.Cuts.Count; phase++)
        {
            Verdict verdict = _code.Run(phase, document);
            if (!verdict.Kept || phase == _pipeline.Cuts.Count)
            {
                return verdict;
            }

            if (document.HasKey && !_seen[phase].TryAdd(document.Key, name))
            {
                first = _seen[phase][document.Key];
                return Verdict.Drop(_pipeline.Cuts[phase].Rule);
            }
        }

        return Verdict.Keep;
    }

    private IReadOnlyList<Verdict> Audit(Document document)
    {
        if (!_code.HasAudit)
        {
            return [];
        }

        Audit audit = new();
        _code.RunAudit(document, audit);
        document.ForgetSteps();
        return audit.Failures;
    }

    /// <summary>Ends the reader, which knows no other way to stop.</summary>
    private sealed class FoundException : Exception;
}
