using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Benchmarks;

/// <summary>Lets parts of a deduplication run on one thread outside a run: sorted runs in a folder, figures forgotten; marks are there until the next ones.</summary>
/// <param name="documents">The number of documents.</param>
/// <param name="memory">The memory for records, in bytes.</param>
internal sealed class BenchContext(long documents, long memory) : DedupContext, ITemporaryFiles, IDisposable
{
    private const string SketchFile = "sketches";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipelinedsl-bench-");
    private SortedRuns<DedupMark>? _marks;

    /// <inheritdoc/>
    public override int Shards => 1;

    /// <inheritdoc/>
    public override long Documents => documents;

    /// <inheritdoc/>
    public override int Workers => 1;

    /// <inheritdoc/>
    public override long MemoryBytes => memory;

    /// <inheritdoc/>
    public override long FirstOf(int shard) => shard == 0 ? 0 : documents;

    /// <inheritdoc/>
    public override SketchReader OpenSketches(int shard) => new(Open(SketchFile), 0);

    /// <summary>Creates the file of sketches.</summary>
    public SketchWriter CreateSketches() => new(Create(SketchFile), null);

    /// <summary>Resolves a deduplication and forgets its marks.</summary>
    public void Run(Deduplication deduplication)
    {
        deduplication.Resolve(this);
        _marks?.Dispose();
        _marks = null;
    }

    /// <summary>Resolves a deduplication and gives its marks, in order.</summary>
    public IReadOnlyList<DedupMark> Resolve(Deduplication deduplication)
    {
        deduplication.Resolve(this);
        List<DedupMark> marks = [];
        if (_marks is not null)
        {
            _marks.Seal();
            using SortedRunReader<DedupMark> reader = _marks.Read();
            while (reader.TryRead(out DedupMark mark))
            {
                marks.Add(mark);
            }
        }

        _marks?.Dispose();
        _marks = null;
        return marks;
    }

    /// <inheritdoc/>
    public override RankReader OpenRanks(int shard) => new(null, 0);

    /// <inheritdoc/>
    public override void ForEach(int tasks, Action<int> task)
    {
        for (int i = 0; i < tasks; i++)
        {
            task(i);
        }
    }

    /// <inheritdoc/>
    public override SortedRuns<T> CreateRuns<T>(string name, double share = 0.25) => new(this, name, (long)(memory * share));

    /// <inheritdoc/>
    public override FileStream CreateScratch(string name) => Create(name);

    /// <inheritdoc/>
    public override DedupMarks OpenMarks() => new((_marks ??= CreateRuns<DedupMark>("marks")).OpenWriter());

    /// <inheritdoc/>
    public override void Report(string name, long value)
    {
    }

    /// <inheritdoc/>
    public override void Report(string name, string value)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindIndexes(string? pattern) => [];

    /// <inheritdoc/>
    public override DatasetFile CreateOutput(string name) => throw new NotSupportedException();

    /// <inheritdoc/>
    public FileStream Create(string name) => new(FullName(name), FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    /// <inheritdoc/>
    public FileStream Open(string name) => File.OpenRead(FullName(name));

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(FullName(name));

    /// <inheritdoc/>
    public string FullName(string name) => Path.Combine(_folder.FullName, name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
