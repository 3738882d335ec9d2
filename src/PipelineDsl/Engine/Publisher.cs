using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Joins the shards' parts to output files and publishes these, the manifest last.</summary>
internal sealed class Publisher(
    RunState run,
    WorkFolder work,
    GrowingOutputs growing,
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
        OutputTotals[] totals = [.. Enumerable.Range(0, run.Worker(0).Writers.Count).Select(Totals)];
        FileInMaking[] outputs = [.. totals.Select((t, output) => Begin(output, t))];
        FileInMaking[] others = [.. Others()];
        MakeAll([.. outputs, .. others], cancellation);
        List<OutputFile> files =
        [
            .. outputs.Select((file, output) => file.Made with { Facts = Facts(output, totals[output]) }),
            .. splits.SelectMany(static s => s.Files),
            .. others.Select(static file => file.Made),
        ];
        files.Add(Write(SummaryFile, RunReport.Summary(run, ledger, files, splits)));
        byte[] manifest = Manifest.Build(run, first, ledger, files, splits);
        OutputFile listed = Write(Manifest.FileName, stream => stream.Write(manifest));
        place.Publish(work, files, listed, cancellation);
        return [.. files.Append(listed).Select(file => place.FullName(file.Name))];
    }

    /// <summary>Leaves what was there as it is and puts the rejects beside it.</summary>
    public IReadOnlyList<string> PublishRejectsOnly(CancellationToken cancellation)
    {
        place.PublishBeside(work, Write(FailedRejectsFile, WriteRejects), cancellation);
        return [];
    }

    /// <summary>Makes files on all threads: what takes longest is their way to the disk.</summary>
    private void MakeAll(FileInMaking[] files, CancellationToken cancellation)
    {
        run.Meter?.BeginStep(files.Sum(static f => f is JoinedFile joined ? joined.Left : 1));
        WorkerThreads.Run(
            run.Threads,
            run.Threads,
            (_, _) =>
            {
                foreach (FileInMaking file in files)
                {
                    file.Help(cancellation);
                }
            },
            cancellation);
    }

    /// <summary>The files beside the outputs and datasets.</summary>
    private IEnumerable<FileInMaking> Others()
    {
        for (int cut = 0; cut < run.Pipeline.Cuts.Count; cut++)
        {
            ActionCommit commit = run.Sealed(CutStage.StageName(cut))[0];
            foreach (string name in run.ResultOf(cut).Outputs)
            {
                yield return ToWrite(name, stream => Copy(commit, ShardFiles.CutOutput(name), stream));
            }
        }

        yield return ToWrite(RejectsFile, WriteRejects);
        if (run.Pipeline.TakesNotes)
        {
            yield return ToWrite(NotesFile.Name, stream => NotesFile.Join(run, stream));
        }

        if (run.Options.SamplesPerRule > 0)
        {
            yield return ToWrite(SamplesFile.Name, stream => SamplesFile.Write(Samples(), run.Shards, stream));
        }
    }

    private OutputTotals Totals(int output)
    {
        OutputTotals totals = default;
        foreach (OutputTotals shard in last.Select(r => r.Totals[output]))
        {
            totals = new OutputTotals(totals.Documents + shard.Documents, totals.Tokens + shard.Tokens, totals.Bytes + shard.Bytes);
        }

        return totals;
    }

    private KeyValuePair<string, string>[] Facts(int output, OutputTotals totals)
        => [KeyValuePair.Create("documents", totals.Documents.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. run.Worker(0).Writers[output].Describe(totals)];

    private FileInMaking Begin(int output, OutputTotals totals)
    {
        OutputWriter writer = run.Worker(0).Writers[output];
        TextBuffer tail = new();
        writer.Finish(totals, tail);
        if (writer is CorpusWriter corpus)
        {
            return ToWrite(writer.FileName, stream => corpus.Conclude([.. Last.Select(shard => (Func<Stream>)(() => shard.Open(ShardFiles.Part(output))))], stream));
        }

        using MemoryStream compressed = new();
        if (tail.Length > 0)
        {
            using Stream compressor = CompressedOutput.Wrap(compressed, writer.FileName);
            compressor.Write(tail.Bytes);
        }

        JoinedFile file = growing.File(run, output)!;
        file.Conclude(Last, compressed.ToArray());
        return file;
    }

    private Seal Last => run.EndOf(run.Pipeline.Cuts.Count);

    private void WriteRejects(Stream stream)
    {
        foreach (ActionCommit shard in run.EndOf(0).Where(static c => c.Has(ShardFiles.Rejects)))
        {
            Copy(shard, ShardFiles.Rejects, stream);
        }
    }

    private IEnumerable<DropSample> Samples() => DropSamples.Join(
        run.Pipeline,
        run.Options.SamplesPerRule,
        Enumerable.Range(0, run.Pipeline.Cuts.Count + 1).SelectMany(phase => run.EndOf(phase)
            .Select(static (commit, shard) => (Commit: commit, Shard: shard))
            .Where(static p => p.Commit.Has(ShardFiles.Samples))
            .Select(static p => (p.Shard, (Stream)p.Commit.Open(ShardFiles.Samples)))));

    private OutputFile Write(string name, string text) => Write(name, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file in this thread.</summary>
    private OutputFile Write(string name, Action<Stream> content)
    {
        WrittenFile file = new(name, work, content);
        file.Help(CancellationToken.None);
        return file.Made;
    }

    private WrittenFile ToWrite(string name, Action<Stream> content) => new(name, work, content, () => run.Meter?.PartDone());

    private static void Copy(ActionCommit commit, string part, Stream target)
    {
        using FileStream source = commit.Open(part);
        source.CopyTo(target, 1 << 18);
    }
}
