using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;

namespace PipelineDsl.Tests.Dedup;

/// <summary>Resolves a deduplication over sketches that a test makes, as the engine would, with any sharding, number of workers and memory.</summary>
/// <param name="shards">The number of shards; documents are cut into runs of about equal length.</param>
/// <param name="workers">The number of threads.</param>
/// <param name="memory">The memory for records, in bytes.</param>
internal sealed class DedupHarness(int shards = 1, int workers = 1, long memory = 1 << 20) : DedupContext, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SortedDictionary<string, string> _facts = new(StringComparer.Ordinal);
    private readonly List<DatasetFile> _outputs = [];
    private long[] _first = [];
    private bool _ranked;
    private SortedRuns<DedupMark>? _marks;

    /// <summary>What index patterns are relative to, and where indexes are written.</summary>
    public string Folder => _folder.Path;

    /// <summary>The figures and facts that were told.</summary>
    public IReadOnlyDictionary<string, string> Facts => _facts;

    public override int Shards => shards;

    public override long Documents => _first[^1];

    public override int Workers => workers;

    public override long MemoryBytes => memory;

    /// <summary>Resolves.</summary>
    /// <param name="deduplication">What resolves.</param>
    /// <param name="count">The number of documents.</param>
    /// <param name="sketch">Writes a document's sketch.</param>
    /// <param name="rank">Ranks a document, or null.</param>
    /// <returns>For each document: what the engine would make of it.</returns>
    public DedupFate[] Resolve(Deduplication deduplication, int count, Action<int, Sketch> sketch, Func<int, double>? rank = null)
    {
        _ranked = rank is not null;
        _first = [.. Enumerable.Range(0, shards + 1).Select(s => (long)count * s / shards)];
        Sketch reused = new();
        for (int shard = 0; shard < shards; shard++)
        {
            using SketchWriter writer = new(File.Create(Path(ShardName(shard))), _ranked ? File.Create(Path(ShardName(shard) + "-ranks")) : null);
            for (long i = _first[shard]; i < _first[shard + 1]; i++)
            {
                reused.Clear();
                sketch((int)i, reused);
                writer.Write(i - _first[shard], reused, rank?.Invoke((int)i) ?? 0);
            }
        }

        using SortedRuns<DedupMark> marks = CreateRuns<DedupMark>("marks");
        _marks = marks;
        deduplication.Resolve(this);
        marks.Seal();
        foreach (DatasetFile output in _outputs)
        {
            output.Dispose();
            File.Move(Path("output-" + output.Name), Path(output.Name));
        }

        _outputs.Clear();
        DedupFate[] fates = new DedupFate[count];
        CutInfo info = new(new RuleInfo("Test", "Duplicate", 0), ReadsOutcome: true);
        MemoryStream file = new();
        MemoryStream table = new();
        using (BinaryWriter writer = new(table, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            CutMarks.Write(info, marks, _first, file, writer, withPlaces: true);
        }

        table.Position = 0;
        using BinaryReader reader = new(table);
        CutMarks result = new(info, reader, () => new MemoryStream(file.ToArray()), static () => throw new InvalidDataException("other marks were read than written"));
        for (int shard = 0; shard < shards; shard++)
        {
            using ShardMarks own = result.Open(shard);
            for (long i = _first[shard]; i < _first[shard + 1]; i++)
            {
                own.MoveTo(i);
                fates[i] = new DedupFate(own.IsDropped, own.IsDropped ? own.Kept : i, [.. own.Cuts], own.ClusterId < 0 ? i : own.ClusterId, own.ClusterSize);
            }
        }

        return fates;
    }

    public override long FirstOf(int shard) => _first[shard];

    public override SketchReader OpenSketches(int shard) => new(File.OpenRead(Path(ShardName(shard))), _first[shard]);

    public override RankReader OpenRanks(int shard) => new(_ranked ? File.OpenRead(Path(ShardName(shard) + "-ranks")) : null, _first[shard]);

    public override void ForEach(int tasks, Action<int> task)
    {
        if (workers == 1)
        {
            for (int i = 0; i < tasks; i++)
            {
                task(i);
            }
        }
        else
        {
            Parallel.For(0, tasks, new ParallelOptions { MaxDegreeOfParallelism = workers }, task);
        }
    }

    public override SortedRuns<T> CreateRuns<T>(string name, double share = 0.25) => new(new Files(_folder.Path), name, (long)(memory * share / workers));

    public override FileStream CreateScratch(string name) => new(Path("scratch-" + name), FileMode.Create, FileAccess.ReadWrite);

    public override DedupMarks OpenMarks() => new(_marks!.OpenWriter());

    public override void Report(string name, long value)
    {
        lock (_facts)
        {
            _facts[name] = ((_facts.TryGetValue(name, out string? old) ? long.Parse(old, System.Globalization.CultureInfo.InvariantCulture) : 0) + value).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    public override void Report(string name, string value)
    {
        lock (_facts)
        {
            _facts[name] = value;
        }
    }

    public override IReadOnlyList<string> FindIndexes(string? pattern) => pattern is null ? [] : [.. ShardList.Files(pattern, _folder.Path).Select(static f => f.Path)];

    public override DatasetFile CreateOutput(string name)
    {
        DatasetFile file = new(name, new FileStream(Path("output-" + name), FileMode.Create, FileAccess.ReadWrite));
        _outputs.Add(file);
        return file;
    }

    public void Dispose() => _folder.Dispose();

    private static string ShardName(int shard) => $"sketches-{shard}";

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    private sealed class Files(string folder) : ITemporaryFiles
    {
        public FileStream Create(string name) => File.Create(FullName(name));

        public FileStream Open(string name) => File.OpenRead(FullName(name));

        public void Delete(string name) => File.Delete(FullName(name));

        public string FullName(string name) => System.IO.Path.Combine(folder, name);
    }
}

/// <summary>What becomes of a document.</summary>
/// <param name="IsDropped">Whether it goes.</param>
/// <param name="Kept">The document kept in its stead, itself if it is kept, or <see cref="DedupMarks.Indexed"/>.</param>
/// <param name="Cuts">The stretches cut, joined, in order.</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="ClusterSize">Its cluster's size.</param>
internal sealed record DedupFate(bool IsDropped, long Kept, (int Start, int End)[] Cuts, long ClusterId, long ClusterSize);
