using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;

namespace PipelineDsl.Tests.Datasets;

/// <summary>A pipeline written by hand as the generator would, without any text: lines "id, tab, ids separated by spaces"; an id with an exclamation mark is not learned.</summary>
internal sealed class TokenPipeline
{
    public SequenceOptions Sequences { get; init; } = new();

    public string Tokenizer { get; init; } = "test-tokenizer";

    public int VocabularySize { get; init; } = 50257;

    public int Padding { get; init; }

    public bool HasIds { get; init; } = true;

    public int Workers { get; init; } = 1;

    public int ShuffleMemoryBytes { get; init; } = 1 << 20;

    public IRunObserver? Observer { get; init; }

    public IReadOnlyList<Func<DatasetContext, DatasetWriter>> Writers { get; init; } = [];

    /// <summary>Writes the documents to some files and runs the pipeline over them.</summary>
    public Task<RunSummary> RunAsync(TempFolder folder, params IReadOnlyList<TokenDocument>[] shards)
    {
        if (Directory.Exists(Path.Combine(folder.Path, "in")))
        {
            Directory.Delete(Path.Combine(folder.Path, "in"), recursive: true);
        }

        for (int i = 0; i < shards.Length; i++)
        {
            folder.Write($"in/{i:d3}.tsv", string.Concat(shards[i].Select(static d => d.Line)));
        }

        RunOptions options = new()
        {
            ProjectDirectory = folder.Path,
            OutputDirectory = Path.Combine(folder.Path, "out"),
            Workers = Workers,
            ShuffleMemoryBytes = ShuffleMemoryBytes,
            Observer = Observer,
        };
        return PipelineHost.RunAsync(Definition(), options, CancellationToken.None);
    }

    private PipelineDefinition Definition() => new()
    {
        Name = "Tests.TokenPipeline",
        Plan = "a plan",
        Sources = [new SourceInfo("Tabs", "in/*.tsv", new Fields(HasIds))],
        Fields = [new FieldInfo("text", FieldKind.Utf8, false), new FieldInfo("id", FieldKind.Utf8, false)],
        IdSlot = HasIds ? 1 : -1,
        Rules = [],
        Cuts = [],
        Outputs = [],
        Datasets = [.. Writers.Select(static (_, i) => $"Dataset{i}")],
        CreateWorker = _ => new Worker(this),
    };

    private sealed class Fields(bool hasIds) : FieldMap(hasIds ? 1 : -1, new FieldInfo("text", FieldKind.Utf8, false), new FieldInfo("id", FieldKind.Utf8, false))
    {
        public override int Find(ReadOnlySpan<byte> name) => name.SequenceEqual("text"u8) ? 0 : name.SequenceEqual("id"u8) ? 1 : -1;
    }

    private sealed class Worker(TokenPipeline pipeline) : PipelineWorker
    {
        public override SequenceOptions? Sequences => pipeline.Sequences;

        public override TokenPacking? Packing { get; } = new(pipeline.Tokenizer, pipeline.VocabularySize, "00ff", -1, pipeline.Padding, 0);

        public override void Read(int source, RecordInput input, Record record)
        {
            while (input.TryReadLine(out ReadOnlySpan<byte> line))
            {
                int tab = line.IndexOf((byte)'\t');
                record.Set(1, line[..tab]);
                record.SetText(line[(tab + 1)..]);
                record.Emit();
            }
        }

        public override Verdict Run(int phase, Document document)
        {
            document.Tokens.Clear();
            foreach (string id in Encoding.UTF8.GetString(document.Text.Bytes).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (id[^1] == '!')
                {
                    document.Tokens.Append(int.Parse(id[..^1], CultureInfo.InvariantCulture), loss: false);
                }
                else
                {
                    document.Tokens.Append(int.Parse(id, CultureInfo.InvariantCulture));
                }
            }

            return Verdict.Keep;
        }

        public override OutputWriter Open(int output, OutputContext context) => throw new ArgumentOutOfRangeException(nameof(output));

        public override DatasetWriter OpenDataset(int dataset, DatasetContext context) => pipeline.Writers[dataset](context);
    }
}

/// <summary>A document of a <see cref="TokenPipeline"/>.</summary>
internal sealed record TokenDocument(string Id, int[] Ids, bool[]? Loss = null)
{
    public string Line => $"{Id}\t{string.Join(' ', Ids.Select((id, i) => Loss is not null && !Loss[i] ? $"{id}!" : $"{id}"))}\n";

    public UInt128 Key => DedupKey.Of(Encoding.UTF8.GetBytes(Id));
}
