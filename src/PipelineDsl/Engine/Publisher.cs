using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Joins the shards' parts to output files and publishes these, the manifest last.</summary>
internal sealed class Publisher(
    RunState run,
    WorkFolder work,
    OutputPlace place,
    IReadOnlyList<ShardResult> first,
    IReadOnlyList<ShardResult> last,
    RunLedger ledger,
    IReadOnlyList<SplitResult> splits)
{
    /// <summary>The rejects of a run that failed because of them.</summary>
    public const string FailedRejectsFile = "rejects.failed.jsonl";

    /// <summary>The rejects of a run.</summary>
    public const string RejectsFile = "rejects.jsonl";

    /// <summary>The summary of a run.</summary>
    public const string SummaryFile = "summary.txt";

    /// <summary>Publishes the outputs.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The published files, absolute or as addresses, the manifest last.</returns>
    public IReadOnlyList<string> Publish(CancellationToken cancellation)
    {
        int outputs = run.Worker(0).Writers.Count;
        OutputFile[] joined = JoinAll([.. Enumerable.Range(0, outputs).Select(output => (Func<OutputFile>)(() => Join(output))), .. Others()], cancellation);
        List<OutputFile> files = [.. joined[..outputs], .. splits.SelectMany(static s => s.Files), .. joined[outputs..]];
        files.Add(Write(SummaryFile, RunReport.Summary(run, ledger, files, splits)));
        byte[] manifest = Manifest.Build(run, first, ledger, files, splits);
        OutputFile listed = Write(Manifest.FileName, stream => stream.Write(manifest));
        place.Publish(work, files, listed, cancellation);
        return [.. files.Append(listed).Select(file => place.FullName(file.Name))];
    }

    /// <summary>Leaves what was there as it is and puts the rejects beside it.</summary>
    public IReadOnlyList<string> PublishRejectsOnly(CancellationToken cancellation)
    {
        place.PublishBeside(work, JoinRejects(FailedRejectsFile), cancellation);
        return [];
    }

    /// <summary>Makes files on all threads: what takes longest is their way to the disk.</summary>
    private OutputFile[] JoinAll(Func<OutputFile>[] files, CancellationToken cancellation)
    {
        OutputFile[] made = new OutputFile[files.Length];
        run.Meter?.BeginStep(files.Length + (run.Worker(0).Writers.Count(static w => w is not CorpusWriter) * run.Shards.Count));
        WorkerThreads.Run(
            run.Threads,
            files.Length,
            (_, i) =>
            {
                made[i] = files[i]();
                run.Meter?.PartDone();
            },
            cancellation);
        return made;
    }

    /// <summary>The files beside the outputs and datasets.</summary>
    private IEnumerable<Func<OutputFile>> Others()
    {
        for (int cut = 0; cut < run.Pipeline.Cuts.Count; cut++)
        {
            ActionCommit commit = run.Sealed(CutStage.StageName(cut))[0];
            foreach (string name in run.ResultOf(cut).Outputs)
            {
                yield return () => Write(name, stream => Copy(commit, ShardFiles.CutOutput(name), stream));
            }
        }

        yield return () => JoinRejects(RejectsFile);
        if (run.Pipeline.TakesNotes)
        {
            yield return () => Write(NotesFile.Name, stream => NotesFile.Join(run, stream));
        }

        if (run.Options.SamplesPerRule > 0)
        {
            yield return () => Write(SamplesFile.Name, stream => SamplesFile.Write(Samples(), run.Shards, stream));
        }
    }

    private OutputFile Join(int output)
    {
        OutputWriter writer = run.Worker(0).Writers[output];
        OutputTotals totals = default;
        foreach (OutputTotals shard in last.Select(r => r.Totals[output]))
        {
            totals = new OutputTotals(totals.Documents + shard.Documents, totals.Tokens + shard.Tokens, totals.Bytes + shard.Bytes);
        }

        TextBuffer tail = new();
        writer.Finish(totals, tail);
        return Write(writer.FileName, stream =>
        {
            string part = ShardFiles.Part(output);
            if (writer is CorpusWriter corpus)
            {
                corpus.Conclude([.. Last.Select(shard => (Func<Stream>)(() => shard.Open(part)))], stream);
                return;
            }

            foreach (ActionCommit shard in Last)
            {
                Copy(shard, part, stream);
                run.Meter?.PartDone();
            }

            if (tail.Length > 0)
            {
                using MemoryStream compressed = new();
                using (Stream compressor = CompressedOutput.Wrap(compressed, writer.FileName))
                {
                    compressor.Write(tail.Bytes);
                }

                stream.Write(compressed.ToArray());
            }
        }) with
        {
            Facts = [KeyValuePair.Create("documents", totals.Documents.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. writer.Describe(totals)],
        };
    }

    private Seal Last => run.EndOf(run.Pipeline.Cuts.Count);

    private OutputFile JoinRejects(string name) => Write(name, stream =>
    {
        foreach (ActionCommit shard in run.EndOf(0).Where(static c => c.Has(ShardFiles.Rejects)))
        {
            Copy(shard, ShardFiles.Rejects, stream);
        }
    });

    private IEnumerable<DropSample> Samples() => DropSamples.Join(
        run.Pipeline,
        run.Options.SamplesPerRule,
        Enumerable.Range(0, run.Pipeline.Cuts.Count + 1).SelectMany(phase => run.EndOf(phase)
            .Select(static (commit, shard) => (Commit: commit, Shard: shard))
            .Where(static p => p.Commit.Has(ShardFiles.Samples))
            .Select(static p => (p.Shard, (Stream)p.Commit.Open(ShardFiles.Samples)))));

    private OutputFile Write(string name, string text) => Write(name, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file in the work folder and hashes it on the way.</summary>
    private OutputFile Write(string name, Action<Stream> content)
    {
        using HashingStream stream = new(work.Create(ShardFiles.Final(name)));
        content(stream);
        stream.FlushToDisk();
        return new OutputFile(name, stream.Length, stream.Hash, []);
    }

    private static void Copy(ActionCommit commit, string part, Stream target)
    {
        using FileStream source = commit.Open(part);
        source.CopyTo(target, 1 << 18);
    }

    /// <summary>Counts and hashes what is written through it.</summary>
    private sealed class HashingStream(FileStream inner) : Stream
    {
        private readonly XxHash128 _hash = new();
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public Hash128 Hash => Hash128.Of(_hash);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            _hash.Append(buffer);
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public void FlushToDisk() => inner.Flush(flushToDisk: true);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A file of a run's output.</summary>
/// <param name="Name">Its name, relative to the output folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">The XXH3-128 of its bytes.</param>
/// <param name="Facts">What its writer says of it.</param>
internal sealed record OutputFile(string Name, long Bytes, Hash128 Hash, IReadOnlyList<KeyValuePair<string, string>> Facts);
