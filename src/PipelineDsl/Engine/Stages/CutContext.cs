using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Gives a deduplication the sketches that the shards left, workers, memory and files, and takes its marks.</summary>
internal sealed class CutContext : DedupContext, IDisposable
{
    private readonly RunState _run;
    private readonly CutInfo _info;
    private readonly Seal _ended;
    private readonly ActionAttempt _attempt;
    private readonly AttemptFiles _files;
    private readonly CancellationToken _cancellation;
    private readonly long[] _first;
    private readonly SortedRuns<DedupMark> _marks;
    private readonly CutReport _report;
    private readonly List<DatasetFile> _outputs = [];
    private readonly List<FileStream> _scratch = [];
    private string? _against;

    /// <summary>Prepares the task.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cut">The deduplication, from 0.</param>
    /// <param name="attempt">Where its files go.</param>
    /// <param name="files">Where its temporary files go.</param>
    /// <param name="cancellation">Stops it between two tasks.</param>
    public CutContext(RunState run, int cut, ActionAttempt attempt, AttemptFiles files, CancellationToken cancellation)
    {
        _run = run;
        _info = run.Pipeline.Cuts[cut];
        _ended = run.EndOf(cut);
        _attempt = attempt;
        _files = files;
        _cancellation = cancellation;
        _first = new long[_ended.Count + 1];
        for (int shard = 0; shard < _ended.Count; shard++)
        {
            _first[shard + 1] = _first[shard] + ShardResult.KeptOf(_ended[shard]);
        }

        Workers = Math.Clamp(run.Options.Workers, 1, 1024);
        _marks = CreateRuns<DedupMark>("marks", 0.125);
        _report = new CutReport(_info.Rule.Step);
    }

    /// <inheritdoc/>
    public override int Shards => _ended.Count;

    /// <inheritdoc/>
    public override long Documents => _first[^1];

    /// <inheritdoc/>
    public override int Workers { get; }

    /// <inheritdoc/>
    public override long MemoryBytes => _run.Options.DedupMemoryBytes;

    /// <summary>The files of the indexes that a deduplication compares with.</summary>
    /// <param name="run">Says what patterns are relative to.</param>
    /// <param name="step">The step, for messages.</param>
    /// <param name="pattern">The pattern, or null: none.</param>
    /// <exception cref="RunException">Nothing matches.</exception>
    public static IReadOnlyList<string> FindIndexes(RunState run, string step, string? pattern)
    {
        if (pattern is null)
        {
            return [];
        }

        string[] files = [.. ShardList.Files(pattern, run.Options.ProjectDirectory).Select(static f => f.Path)];
        if (files.Length == 0)
        {
            throw new RunException(
                "PDSL2017",
                $"no index matches '{pattern}', which {step} compares with; correct the pattern (it is relative to '{Path.GetFullPath(run.Options.ProjectDirectory)}') or run the pipeline that writes it");
        }

        run.Context.AddResources(files);
        return files;
    }

    /// <summary>Resolves the deduplication.</summary>
    public CutResult Resolve(Deduplication deduplication)
    {
        _against = deduplication.Against;
        deduplication.Resolve(this);
        _marks.Seal();
        MemoryStream table = new();
        using (BinaryWriter writer = new(table))
        using (Stream marks = _attempt.Create(ShardFiles.Marks))
        {
            CutMarks.Write(_info, _marks, _first, marks, writer, withPlaces: _run.Watch is not null);
        }

        foreach (DatasetFile file in _outputs)
        {
            file.Dispose();
        }

        return new CutResult(_report.Facts, [.. _outputs.Select(static f => f.Name)], table.ToArray());
    }

    /// <inheritdoc/>
    public override long FirstOf(int shard) => _first[shard];

    /// <inheritdoc/>
    public override SketchReader OpenSketches(int shard) => new(_ended[shard].Open(ShardFiles.Sketches), _first[shard]);

    /// <inheritdoc/>
    public override RankReader OpenRanks(int shard) => new(_info.IsRanked ? _ended[shard].Open(ShardFiles.Ranks) : null, _first[shard]);

    /// <inheritdoc/>
    public override void ForEach(int tasks, Action<int> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        _run.Meter?.BeginStep(tasks);
        WorkerThreads.Run(
            Math.Min(Workers, tasks),
            tasks,
            (_, i) =>
            {
                task(i);
                _run.Meter?.PartDone();
            },
            _cancellation);
    }

    /// <inheritdoc/>
    public override SortedRuns<T> CreateRuns<T>(string name, double share = 0.25) => new(_files, name, (long)(MemoryBytes * share / Workers));

    /// <inheritdoc/>
    public override FileStream CreateScratch(string name)
    {
        FileStream file = _files.CreateReadable(name);
        lock (_scratch)
        {
            _scratch.Add(file);
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
        => pattern == _against ? FindIndexes(_run, _info.Rule.Step, pattern)
            : throw new InvalidOperationException($"a deduplication that opens indexes names them by its property Against, which is '{_against}', not '{pattern}': what it reads is a part of its key");

    /// <inheritdoc/>
    public override DatasetFile CreateOutput(string name)
    {
        _run.TakeName(name);
        DatasetFile file = new(name, _attempt.CreateReadable(ShardFiles.CutOutput(name)));
        lock (_outputs)
        {
            _outputs.Add(file);
        }

        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _marks.Dispose();
        _scratch.ForEach(static f => f.Dispose());
        _outputs.ForEach(static f => f.Dispose());
    }
}
