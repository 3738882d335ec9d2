using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using PipelineDsl.Engine;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>The generated worker of a pipeline, with one document that it reuses as a run does.</summary>
internal sealed class GeneratedPipeline(PipelineDefinition pipeline)
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private readonly PipelineWorker _worker = pipeline.CreateWorker(new PipelineContext(AppContext.BaseDirectory));
    private readonly TextBuffer _changed = new();
    private readonly Document _document = new(pipeline.Fields.Count + 1); // one slot more, for what moves the text

    /// <summary>Judges a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="shift">By how many bytes its text is moved in memory.</param>
    /// <param name="seen">The sketches of earlier documents, of which a second one drops a document; null: it is the only one.</param>
    public Outcome Judge(NaiveDocument document, int shift = 0, HashSet<(int Cut, string Sketch)>? seen = null)
    {
        Load(document, shift);
        Verdict verdict = Verdict.Keep;
        List<byte[]> sketches = [];
        for (int phase = 0; phase <= pipeline.Cuts.Count && verdict.Kept; phase++)
        {
            verdict = _worker.Run(phase, _document);
            if (verdict.Kept && phase < pipeline.Cuts.Count)
            {
                sketches.Add(_document.Sketch.Bytes.ToArray());
                if (seen is not null && sketches[^1].Length > 0 && !seen.Add((phase, Convert.ToHexString(sketches[^1]))))
                {
                    verdict = Verdict.Drop(pipeline.Cuts[phase].Rule);
                }
            }

            _document.Sketch.Clear();
        }

        return new Outcome(
            verdict.Rule?.ToString(),
            verdict.Value,
            verdict.Threshold,
            verdict.Span,
            s_utf8.GetString(_document.Text.Bytes),
            verdict.Kept ? _document.Times : 0,
            Outcome.Hashes(sketches));
    }

    /// <summary>All rules that fail, and the text that is left; only for a pipeline with its audit variant.</summary>
    public AuditOutcome Audit(NaiveDocument document, int shift = 0)
    {
        Load(document, shift);
        Audit audit = new();
        _worker.RunAudit(_document, audit);
        return new AuditOutcome([.. audit.Failures.Select(static v => new RuleResult(v.Rule!.ToString(), 0, false, v.Value, v.Threshold, v.Span))], s_utf8.GetString(_document.Text.Bytes));
    }

    /// <summary>The verdict that a user's test gets; of an outcome it has neither text nor sketches.</summary>
    public Outcome JudgeAsUser(NaiveDocument document)
    {
        Verdict verdict = PipelineHost.Judge(pipeline, Encoding.UTF8.GetBytes(document.Text), [.. document.Fields.Where(f => pipeline.Fields.Skip(1).Any(p => p.Name == f.Key)).Select(static f => (f.Key, f.Value))]);
        return new Outcome(verdict.Rule?.ToString(), verdict.Value, verdict.Threshold, verdict.Span, "", 0, "");
    }

    /// <summary>The sketch and the rank of a document, and how many times it counts, after the first phase; a document that it drops counts not at all.</summary>
    public (byte[] Sketch, double Rank, int Times) RunFirstPhase(NaiveDocument document)
    {
        Load(document, 0);
        Verdict verdict = _worker.Run(0, _document);
        byte[] sketch = _document.Sketch.Bytes.ToArray();
        _document.Sketch.Clear();
        return (sketch, _document.Rank, verdict.Kept ? _document.Times : 0);
    }

    private void Load(NaiveDocument document, int shift)
    {
        _document.Clear();
        _document.SetUtf8(pipeline.Fields.Count, new byte[shift]);
        _document.SetUtf8(FieldMap.TextSlot, Encoding.UTF8.GetBytes(document.Original));
        if (document.Text != document.Original)
        {
            _changed.Clear();
            _changed.Append(Encoding.UTF8.GetBytes(document.Text));
            _document.Replace(_changed);
        }

        foreach ((FieldInfo field, int slot) in pipeline.Fields.Select(static (f, i) => (f, i)).Skip(1))
        {
            if (document.Fields.TryGetValue(field.Name, out string? value))
            {
                Set(slot, field.Kind, value);
            }
        }
    }

    private void Set(int slot, FieldKind kind, string value)
    {
        switch (kind)
        {
            case FieldKind.Utf8:
                _document.SetUtf8(slot, Encoding.UTF8.GetBytes(value));
                break;
            case FieldKind.Integer:
                _document.SetBits(slot, Document.SlotState.Integer, long.Parse(value, CultureInfo.InvariantCulture));
                break;
            case FieldKind.Number:
                _document.SetBits(slot, Document.SlotState.Number, BitConverter.DoubleToInt64Bits(double.Parse(value, CultureInfo.InvariantCulture)));
                break;
            default:
                _document.SetBits(slot, Document.SlotState.Boolean, bool.Parse(value) ? 1 : 0);
                break;
        }
    }
}
