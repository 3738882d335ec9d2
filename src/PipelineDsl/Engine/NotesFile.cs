using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>The notes of one shard in one phase: a part of the file <c>notes.jsonl</c>.</summary>
internal sealed class NotesFile : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string Name = "notes.jsonl";

    private readonly RunState _run;
    private readonly string _part;
    private readonly StepNotes _notes;
    private Stream? _stream;

    /// <summary>Takes notes of the documents of a shard.</summary>
    public NotesFile(RunState run, int phase, Shard shard, StepNotes notes)
    {
        _run = run;
        _part = ShardFiles.Notes(phase, shard.Index);
        _notes = notes;
        notes.Begin(shard.Name, run.Pipeline.IdSlot);
        run.Work.Delete(_part); // of a shard that is read again
    }

    /// <summary>The figures.</summary>
    public NoteFigures Figures => _notes.Figures;

    /// <summary>Writes what was noted of the document.</summary>
    public void Write()
    {
        if (!_notes.Rows.IsEmpty)
        {
            _stream ??= new BufferedStream(_run.Work.Create(_part), 1 << 16);
            _stream.Write(_notes.Rows);
            _notes.Clear();
        }
    }

    /// <summary>Joins the parts of all shards and phases, in the order of the corpus.</summary>
    public static void Join(RunState run, Stream target)
    {
        foreach (Shard shard in run.Shards)
        {
            for (int phase = 0; phase <= run.Pipeline.Cuts.Count; phase++)
            {
                string part = ShardFiles.Notes(phase, shard.Index);
                if (File.Exists(run.Work.FullName(part)))
                {
                    using (FileStream source = run.Work.Open(part))
                    {
                        source.CopyTo(target);
                    }

                    run.Work.Delete(part);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();
}
