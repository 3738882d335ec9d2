using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>Resolves a deduplication between two phases: gives it the sketches that the shards left, and keeps its marks for the next phase.</summary>
internal sealed class CutStage : DedupContext
{
    private readonly RunState _run;
    private readonly PipelineContext _context;
    private readonly int _cut;
    private readonly long[] _first;
    private readonly SortedRuns<DedupMark> _marks;
    private readonly CutReport _report;
    private readonly List<DatasetFile> _outputs = [];
    private readonly List<(string Name, FileStream File)> _scratch = [];
    private readonly CancellationToken _cancellation;

    private CutStage(RunState run, PipelineContext context, int cut, IReadOnlyList<ShardResult> ended, CancellationToken cancellation)
    {
        _run = run;
        _context = context;
        _cut = cut;
        _cancellation = cancellation;
        _first = new long[ended.Count + 1];
        for (int shard = 0; shard < ended.Count; shard++)
        {
            _first[shard + 1] = _first[shard] + ended[shard].Ledger.Kept;
        }

        Workers = Math.Clamp(run.Options.Workers, 1, 1024);
        _marks = CreateRuns<DedupMark>("marks", 0.125);
        _report = new CutReport(run.Pipeline.Cuts[cut].Rule.Step);
    }

    /// <inheritdoc/>
    public override int Shards => _first.Length - 1;

    /// <inheritdoc/>
    public override long Documents => _first[^1];

    /// <inheritdoc/>
    public override int Workers { get; }

    /// <inheritdoc/>
    public override long MemoryBytes => _run.Options.DedupMemoryBytes;

    /// <summary>Resolves a deduplication.</summary>
    /// <param name="run">The run, which gets what it tells and the files it writes.</param>
    /// <param name="context">The services, to note index files as resources.</param>
    /// <param name="code">Whose component resolves.</param>
    /// <param name="outputs">Makes output files.</param>
    /// <param name="cut">The deduplication, from 0.</param>
    /// <param name="ended">What the phase before came to, by shard.</param>
    /// <param name="cancellation">Stops it between two tasks.</param>
    public static CutResult Resolve(RunState run, PipelineContext context, PipelineWorker code, DatasetFiles outputs, int cut, IReadOnlyList<ShardResult> ended, CancellationToken cancellation)
    {
        CutStage stage = new(run, context, cut, ended, cancellation) { Outputs = outputs };
        try
        {
            code.Resolve(cut).Resolve(stage);
            stage._marks.Seal();
            foreach (DatasetFile file in stage._outputs)
            {
                file.Dispose();
                run.CutFiles.Add(new OutputFile(file.Name, file.Length, file.Hash, []));
            }
        }
        catch
        {
            stage._marks.Dispose();
            throw;
        }
        finally
        {
            stage.DeleteFiles();
        }

        run.CutReports.Add(stage._report);
        return new CutResult(run.Pipeline.Cuts[cut], stage._marks, stage._first);
    }

    /// <summary>Makes output files.</summary>
    private DatasetFiles Outputs { get; init; } = null!;

    /// <inheritdoc/>
    public override long FirstOf(int shard) => _first[shard];

    /// <inheritdoc/>
    public override SketchReader OpenSketches(int shard) => new(_run.Work.Open(ShardFiles.Sketches(_cut, shard)), _first[shard]);

    /// <inheritdoc/>
    public override RankReader OpenRanks(int shard)
        => new(_run.Pipeline.Cuts[_cut].IsRanked ? _run.Work.Open(ShardFiles.Ranks(_cut, shard)) : null, _first[shard]);

    /// <inheritdoc/>
    public override void ForEach(int tasks, Action<int> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (Workers == 1 || tasks == 1)
        {
            for (int i = 0; i < tasks; i++)
            {
                _cancellation.ThrowIfCancellationRequested();
                task(i);
            }

            return;
        }

        int next = -1;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        void Work()
        {
            try
            {
                for (int i = Interlocked.Increment(ref next); i < tasks; i = Interlocked.Increment(ref next))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    task(i);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }

        Task[] workers = [.. Enumerable.Range(0, Math.Min(Workers, tasks)).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Task.WaitAll(workers, CancellationToken.None);
        }
        catch (AggregateException exception)
        {
            // One task failed and the others were stopped because of it: its failure is the one to report.
            Exception cause = exception.InnerExceptions.FirstOrDefault(static e => e is not OperationCanceledException) ?? exception.InnerExceptions[0];
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }
    }

    /// <inheritdoc/>
    public override SortedRuns<T> CreateRuns<T>(string name, double share = 0.25)
        => new(_run.Work, ShardFiles.Cut(_cut, name), (long)(MemoryBytes * share / Workers));

    /// <inheritdoc/>
    public override FileStream CreateScratch(string name)
    {
        string full = ShardFiles.Cut(_cut, name);
        FileStream file = _run.Work.CreateReadable(full);
        lock (_scratch)
        {
            _scratch.Add((full, file));
        }

        return file;
    }

    /// <inheritdoc/>
    public override DedupMarks OpenMarks() => new(_marks.OpenWriter());

    /// <inheritdoc/>
    public override void Report(string name, long value) => _report.Add(name, value);

    /// <inheritdoc/>
    public override void Report(string name, string value) => _report.Set(name, value);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindIndexes(string? pattern)
    {
        if (pattern is null)
        {
            return [];
        }

        string[] files = [.. ShardList.Files(pattern, _run.Options.ProjectDirectory).Select(static f => f.Path)];
        if (files.Length == 0)
        {
            throw new RunException(
                "PDSL2017",
                $"no index matches '{pattern}', which {_report.Step} compares with; correct the pattern (it is relative to '{Path.GetFullPath(_run.Options.ProjectDirectory)}') or run the pipeline that writes it");
        }

        _context.AddResources(files);
        return files;
    }

    /// <inheritdoc/>
    public override DatasetFile CreateOutput(string name)
    {
        DatasetFile file = Outputs.Create(name);
        _outputs.Add(file);
        return file;
    }

    private void DeleteFiles()
    {
        foreach ((string name, FileStream file) in _scratch)
        {
            file.Dispose();
            _run.Work.Delete(name);
        }

        for (int shard = 0; shard < Shards; shard++)
        {
            _run.Work.Delete(ShardFiles.Sketches(_cut, shard));
            _run.Work.Delete(ShardFiles.Ranks(_cut, shard));
        }
    }
}
