using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Follows one document through a run that publishes nothing, to explain what becomes of it.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="wanted">The document's id, or <c>FILE#N</c>.</param>
internal sealed class DocumentWatch(PipelineDefinition pipeline, string wanted)
{
    private readonly byte[] _id = Encoding.UTF8.GetBytes(wanted);
    private readonly System.Threading.Lock _lock = new();
    private int _shard = -1;
    private long _ordinal;
    private long _number;
    private string? _kept;
    private long _line;
    private string _file = "";

    /// <summary>The explanation, once it is known what becomes of the document.</summary>
    public Explanation? Found { get; private set; }

    /// <summary>Whether the document was met.</summary>
    public bool IsMet => _shard >= 0;

    /// <summary>Looks whether a record is the one, before any step.</summary>
    public void Meet(Document document, RecordInput input, PipelineWorker code)
    {
        if (Name(input.Name, document.Ordinal) != wanted && (pipeline.IdSlot < 0 || !document.Utf8(pipeline.IdSlot).SequenceEqual(_id)))
        {
            return;
        }

        lock (_lock)
        {
            // Of several records with one id it is the first in the corpus's order.
            if (IsMet && (_shard, _ordinal).CompareTo((document.Shard, document.Ordinal)) <= 0)
            {
                return;
            }

            _shard = document.Shard;
            _ordinal = document.Ordinal;
            _file = input.Name;
            _line = input.Line;
            Found = null;
            Failures = [];
            if (code.HasAudit)
            {
                Audit audit = new();
                code.RunAudit(document, audit);
                document.ForgetSteps();
                Failures = audit.Failures;
            }
        }
    }

    /// <summary>Looks whether a rejected record is the one.</summary>
    public void Reject(Rejection rejection, long ordinal, int shard)
    {
        if (Name(rejection.File, ordinal) == wanted)
        {
            lock (_lock)
            {
                _shard = shard;
                _ordinal = ordinal;
                Found = new Explanation { Document = wanted, File = rejection.File, Line = rejection.Line, Rejection = rejection };
            }
        }
    }

    /// <summary>Takes note of what a phase says of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="number">Its number among those of its shard that the phase keeps.</param>
    /// <param name="last">Whether it is the last phase.</param>
    public void Judge(Document document, in Verdict verdict, long number, bool last)
    {
        lock (_lock)
        {
            if (document.Shard != _shard || document.Ordinal != _ordinal)
            {
                return;
            }

            _number = number;
            if (last || !verdict.Kept)
            {
                Found = new Explanation
                {
                    Document = wanted,
                    File = _file,
                    Line = _line,
                    Verdict = verdict,
                    FirstOfItsKind = _kept,
                    Failures = Failures,
                    Text = Encoding.UTF8.GetString(document.Text.Bytes),
                };
            }
        }
    }

    /// <summary>Finds out in whose stead a deduplication drops the document, while the documents of the phase before are there.</summary>
    public void Resolve(RunState run, int phase)
    {
        if (!IsMet)
        {
            return;
        }

        CutMarks cut = run.MarksOf(phase);
        using ShardMarks marks = cut.Open(_shard);
        marks.MoveTo(cut.FirstOf(_shard) + _number);
        if (!marks.IsDropped)
        {
            return;
        }

        _kept = "a document of an index";
        if (marks.Kept != DedupMarks.Indexed)
        {
            int shard = cut.ShardOf(marks.Kept);
            Document kept = new(pipeline.Fields.Count);
            using SpillReader spill = new(run.EndOf(phase)[shard].Open(ShardFiles.Spill));
            for (long i = cut.FirstOf(shard); spill.TryRead(kept) && i < marks.Kept; i++)
            {
            }

            _kept = pipeline.IdSlot >= 0 && kept.Has(pipeline.IdSlot) ? Encoding.UTF8.GetString(kept.Utf8(pipeline.IdSlot)) : Name(run.Shards[shard].Name, kept.Ordinal);
        }
    }

    private IReadOnlyList<Verdict> Failures { get; set; } = [];

    private static string Name(string file, long ordinal) => $"{file}#{(ordinal + 1).ToString(CultureInfo.InvariantCulture)}";
}
