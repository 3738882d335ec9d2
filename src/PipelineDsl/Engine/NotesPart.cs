using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>The notes of one shard in one phase: a part of the file <c>notes.jsonl</c>.</summary>
internal sealed class NotesPart : IDisposable
{
    private readonly ActionAttempt _attempt;
    private readonly StepNotes _notes;
    private Stream? _stream;

    /// <summary>Takes notes of the documents of a shard.</summary>
    public NotesPart(ActionAttempt attempt, Shard shard, int idSlot, StepNotes notes)
    {
        _attempt = attempt;
        _notes = notes;
        notes.Begin(shard.Name, idSlot);
    }

    /// <summary>The figures.</summary>
    public NoteFigures Figures => _notes.Figures;

    /// <summary>Writes what was noted of the document.</summary>
    public void Write()
    {
        if (!_notes.Rows.IsEmpty)
        {
            _stream ??= new BufferedStream(_attempt.Create(ShardFiles.Notes), 1 << 16);
            _stream.Write(_notes.Rows);
            _notes.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();
}
