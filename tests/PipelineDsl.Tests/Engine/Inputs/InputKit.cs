using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using PipelineDsl.Engine;

namespace PipelineDsl.Tests.Engine.Inputs;

/// <summary>Lists a folder's files as shards and reads them, as a run does.</summary>
internal static class InputKit
{
    /// <summary>A pipeline with one source.</summary>
    public static PipelineDefinition Pipeline(LineRecords lines, string pattern = "in/*") => new()
    {
        Name = "Tests.Inputs",
        Plan = "",
        Sources = [new SourceInfo("Source", pattern, new Fields(), lines)],
        Fields = [new FieldInfo("text", FieldKind.Utf8, false)],
        IdSlot = -1,
        Rules = [],
        Cuts = [],
        Outputs = [],
        CreateWorker = static _ => throw new NotSupportedException(),
    };

    /// <summary>The shards of a folder.</summary>
    public static List<Shard> Expand(TempFolder folder, PipelineDefinition pipeline, long sliceBytes, string? store = null, int workers = 2, int maxDocumentBytes = 1 << 20)
        => InputCatalog.Expand(pipeline, Options(folder, sliceBytes, workers, maxDocumentBytes), store, CancellationToken.None);

    /// <summary>Options that cut slices of any length.</summary>
    public static RunOptions Options(TempFolder folder, long sliceBytes, int workers = 2, int maxDocumentBytes = 1 << 20) => new()
    {
        ProjectDirectory = folder.Path,
        OutputDirectory = System.IO.Path.Combine(folder.Path, "out"),
        Workers = workers,
        MaxDocumentBytes = maxDocumentBytes,
        SliceBytes = sliceBytes,
    };

    /// <summary>Everything that a reader makes of shards, in order: for each record its file, number, line, offset and text or rejection.</summary>
    public static List<string> Read(IEnumerable<Shard> shards, PipelineDefinition pipeline, Action<RecordInput, Record> reader, int maxDocumentBytes = 1 << 20, int bufferBytes = 256, IObjectStorageProvider? storage = null)
    {
        InputPlaces places = new(new ObjectBuckets(storage));
        Sink sink = new();
        InputBuffer buffer = new(bufferBytes);
        Document document = new(1);
        foreach (Shard shard in shards)
        {
            using ShardInput input = ShardInput.Open(shard, places, maxDocumentBytes, buffer, CancellationToken.None);
            Record record = new(input.Records, pipeline.Sources[shard.Source].Fields, document, sink);
            sink.Input = input.Records;
            sink.Record = record;
            reader(input.Records, record);
            input.Verify(record, pipeline.Sources[shard.Source]);
        }

        return sink.Records;
    }

    /// <summary>Makes a record of every line.</summary>
    public static void ReadLines(RecordInput input, Record record)
    {
        while (input.TryReadLine(out ReadOnlySpan<byte> line))
        {
            record.SetText(line);
            record.Emit();
        }
    }

    private sealed class Fields() : FieldMap(-1, new FieldInfo("text", FieldKind.Utf8, false))
    {
        public override int Find(ReadOnlySpan<byte> name) => name.SequenceEqual("text"u8) ? 0 : -1;
    }

    private sealed class Sink : IRecordSink
    {
        public List<string> Records { get; } = [];

        public RecordInput? Input { get; set; }

        public Record? Record { get; set; }

        public void Accept(Document document)
            => Records.Add($"{Input!.Name}#{document.Ordinal} line {Input.Line} at {Input.Offset}: {Encoding.UTF8.GetString(document.Text.Bytes)}");

        public void Reject(Rejection rejection, ReadOnlySpan<byte> raw)
            => Records.Add($"{rejection.File}#{Record!.Count - 1} line {rejection.Line} at {rejection.Offset}: {rejection.Reason} {rejection.Detail} {raw.Length} {Encoding.UTF8.GetString(raw)}");
    }
}
