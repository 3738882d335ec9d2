using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Takes one shard through one phase: reads its documents, runs the fused code on each, and writes those that go on.</summary>
internal sealed class ShardTask : IRecordSink, IDisposable
{
    private readonly RunState _run;
    private readonly WorkerSlot _worker;
    private readonly int _phase;
    private readonly Shard _shard;
    private readonly HashSet<long>? _duplicateIds;
    private readonly ActionAttempt _attempt;
    private readonly CancellationToken _cancellation;
    private readonly ShardResult _result;
    private SpillWriter? _spill;
    private SketchWriter? _sketches;
    private KeyFile? _ids;
    private OutputPart[] _parts = [];
    private TokenSpill? _tokens;
    private RejectsWriter? _rejects;
    private NotesPart? _notes;
    private RecordInput? _input;

    /// <summary>Prepares the task.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">The thread's fused code and scratch memory.</param>
    /// <param name="phase">The phase, from 0.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="duplicateIds">The ordinals of records whose id an earlier record has, if there are any.</param>
    /// <param name="attempt">Where its files go.</param>
    /// <param name="cancellation">Stops the task between two documents.</param>
    public ShardTask(RunState run, WorkerSlot worker, int phase, Shard shard, HashSet<long>? duplicateIds, ActionAttempt attempt, CancellationToken cancellation)
    {
        _run = run;
        _worker = worker;
        _phase = phase;
        _shard = shard;
        _duplicateIds = duplicateIds;
        _attempt = attempt;
        _cancellation = cancellation;
        _result = new ShardResult(run.Pipeline);
    }

    /// <summary>Runs the task; its files are complete when it is disposed of.</summary>
    public ShardResult Run()
    {
        _worker.Document.Shard = _shard.Index;
        _worker.Samples.Clear();
        _notes = _run.Pipeline.TakesNotes && _run.Watch is null ? new NotesPart(_attempt, _shard, _run.Pipeline.IdSlot, _worker.Document.Notes) : null;
        if (_phase < _run.Pipeline.Cuts.Count)
        {
            _spill = new SpillWriter(_attempt.Create(ShardFiles.Spill));
            _sketches = new SketchWriter(_attempt.Create(ShardFiles.Sketches), _run.Pipeline.Cuts[_phase].IsRanked ? _attempt.Create(ShardFiles.Ranks) : null);
        }
        else if (_run.Watch is null)
        {
            _parts = _worker.OpenParts(_attempt);
            _tokens = _run.Sequences is null ? null : new TokenSpill(_run, _shard, _attempt);
        }

        if (_phase == 0)
        {
            if (_run.Pipeline.IdSlot >= 0)
            {
                _ids = new KeyFile(_attempt.Create(ShardFiles.Ids));
            }

            ReadInput();
        }
        else
        {
            ReadSpill();
        }

        _result.Tokens = _tokens?.Counts ?? [];
        _result.Notes = _notes?.Figures;
        _result.Totals = new OutputTotals[_parts.Length];
        for (int i = 0; i < _parts.Length; i++)
        {
            _parts[i].End();
            _result.Totals[i] = _parts[i].Totals;
        }

        if (_worker.Samples.Any)
        {
            using Stream samples = _attempt.Create(ShardFiles.Samples);
            _worker.Samples.Write(samples);
        }

        _result.Ledger.Verify(_phase, _result.Ledger.Read);
        return _result;
    }

    /// <summary>Writes out what is still buffered.</summary>
    public void Dispose()
    {
        _spill?.Dispose();
        _sketches?.Dispose();
        _ids?.Dispose();
        _rejects?.Dispose();
        _notes?.Dispose();
        _tokens?.Dispose();
        foreach (OutputPart part in _parts)
        {
            part.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Accept(Document document)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_ids is not null && document.Has(_run.Pipeline.IdSlot))
        {
            if (_duplicateIds is not null && _duplicateIds.Contains(document.Ordinal))
            {
                _worker.CurrentRecord!.Reject(RejectReason.DuplicateId, $"an earlier record has the same \"{_run.Pipeline.Fields[_run.Pipeline.IdSlot].Name}\"");
                return;
            }

            _ids.Write(DedupKey.HashOf(document.Utf8(_run.Pipeline.IdSlot)), document.Ordinal);
        }

        _run.Watch?.Meet(document, _input!, _worker.Code);
        Process(document);
    }

    /// <inheritdoc/>
    public void Reject(Rejection rejection, ReadOnlySpan<byte> raw)
    {
        _cancellation.ThrowIfCancellationRequested();
        _result.Ledger.CountRejected();
        Count(kept: false);
        _run.Watch?.Reject(rejection, _worker.CurrentRecord!.Count - 1, _shard.Index);
        if (_result.Rejections.Count < ShardResult.MaxRejections)
        {
            _result.Rejections.Add(rejection);
        }

        _rejects ??= new RejectsWriter(_attempt.Create(ShardFiles.Rejects));
        _rejects.Write(rejection, raw);
    }

    private void ReadInput()
    {
        try
        {
            SourceInfo source = _run.Pipeline.Sources[_shard.Source];
            using ShardInput input = ShardInput.Open(_shard, _run.Places, _run.Options.MaxDocumentBytes, _worker.Input, _cancellation);
            _input = input.Records;
            Record record = new(_input, source.Fields, _worker.Document, this);
            _worker.CurrentRecord = record;
            _worker.Code.Read(_shard.Source, _input, record);
            Hash128 hash = input.Verify(record, source);
            _result.InputHash = _shard.IsHashed && !input.IsRanged ? null : hash;
            _result.InputIsRanged = input.IsRanged;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunException("PDSL2006", $"cannot read '{_shard.Path}': {exception.Message}", _shard.Path);
        }
    }

    private void ReadSpill()
    {
        CutMarks cut = _run.MarksOf(_phase - 1);
        Document document = _worker.Document;
        using SpillReader spill = new(_run.EndOf(_phase - 1)[_shard.Index].Open(ShardFiles.Spill));
        using ShardMarks marks = cut.Open(_shard.Index);
        for (long number = cut.FirstOf(_shard.Index); spill.TryRead(document); number++)
        {
            _cancellation.ThrowIfCancellationRequested();
            marks.MoveTo(number);
            if (marks.IsDropped)
            {
                Verdict verdict = Verdict.Drop(cut.Info.Rule);
                _result.Ledger.CountDuplicate(cut.Info.Rule);
                Count(kept: false);
                _worker.Samples.Offer(document, _run.Pipeline.IdSlot, verdict);
                _run.Watch?.Judge(document, verdict, 0, last: true);
            }
            else
            {
                Apply(marks, cut.Info, number, document);
                Process(document);
            }
        }
    }

    /// <summary>Cuts what is to be cut, and tells of the cluster.</summary>
    private void Apply(ShardMarks marks, CutInfo info, long number, Document document)
    {
        int cut = 0;
        if (marks.Cuts.Count > 0)
        {
            ReadOnlySpan<byte> text = document.Text.Bytes;
            TextBuffer left = _worker.CutText;
            left.Clear();
            int from = 0;
            foreach ((int start, int end) in marks.Cuts)
            {
                left.Append(text[from..start]);
                cut += end - start;
                from = end;
            }

            left.Append(text[from..]);
            document.Replace(left);
        }

        document.Outcome = new DedupOutcome(cut, marks.ClusterId, marks.ClusterSize);
        if (info.ClusterIdSlot >= 0)
        {
            document.SetBits(info.ClusterIdSlot, Document.SlotState.Integer, marks.ClusterId >= 0 ? marks.ClusterId : number);
        }

        if (info.ClusterSizeSlot >= 0)
        {
            document.SetBits(info.ClusterSizeSlot, Document.SlotState.Integer, marks.ClusterSize);
        }
    }

    /// <summary>Tells whoever watches of one more document.</summary>
    private void Count(bool kept)
    {
        if (_worker.Meter is { } meter)
        {
            meter.Count(kept);
            if (_input is not null)
            {
                meter.At(_input.FilePosition);
            }
        }
    }

    private void Process(Document document)
    {
        Verdict verdict = _worker.Code.Run(_phase, document);
        _notes?.Write();
        _result.Ledger.Count(verdict);
        Count(verdict.Kept);
        _run.Watch?.Judge(document, verdict, _spill?.Count ?? 0, last: _spill is null);
        if (!verdict.Kept)
        {
            _worker.Samples.Offer(document, _run.Pipeline.IdSlot, verdict);
            return;
        }

        if (_spill is not null)
        {
            _sketches!.Write(_spill.Count, document.Sketch, document.Rank);
            _spill.Write(document);
        }

        if (_spill is null)
        {
            _result.Repeated += document.Times - 1;
            for (int copy = 0; copy < document.Times; copy++)
            {
                _tokens?.Write(document, copy);
                foreach (OutputPart part in _parts)
                {
                    part.Write(document);
                }
            }
        }
    }
}
