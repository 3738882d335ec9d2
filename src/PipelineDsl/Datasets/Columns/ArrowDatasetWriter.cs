using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace PipelineDsl;

/// <summary>
/// Arrow's IPC file format (Feather version 2): a row for each sequence, with lists <c>input_ids</c>, <c>labels</c>, <c>position_ids</c> (int32) and <c>attention_mask</c> (int8), without nulls; record batches of
/// about a million tokens, not compressed, so that readers map them. The schema's metadata names the tokenizer and the hash of its vocabulary.
/// </summary>
[Writer]
public sealed class ArrowDatasetWriter : DatasetWriter
{
    private readonly NumberedFiles _files;
    private readonly ColumnBatch _batch;
    private readonly Schema _schema;
    private readonly Stream _scratch;
    private DatasetFile? _file;
    private ArrowFileWriter? _writer;

    private ArrowDatasetWriter(DatasetContext context, string name, Labels labels, bool acrossDocuments, long maxTokens)
    {
        _files = new NumberedFiles(context, name, ".arrow", maxTokens);
        _batch = new ColumnBatch(labels, acrossDocuments);
        _scratch = context.CreateScratch();
        _schema = new Schema.Builder()
            .Field(Lists("input_ids", Int32Type.Default))
            .Field(Lists("labels", Int32Type.Default))
            .Field(Lists("attention_mask", Int8Type.Default))
            .Field(Lists("position_ids", Int32Type.Default))
            .Metadata("tokenizer", context.Tokens.Tokenizer)
            .Metadata("vocabularyHash", context.Tokens.VocabularyHash)
            .Build();
        Open();
    }

    /// <inheritdoc/>
    public override bool CarriesLoss => true;

    /// <summary>Opens the dataset.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="name">The dataset's name, relative to the output folder.</param>
    /// <param name="labels">Where the label of a token stands.</param>
    /// <param name="acrossDocuments">Whether a document's first token is learned from the document before it.</param>
    /// <param name="maxTokens">The tokens after which a file is closed, or 0.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string name, Labels labels = Labels.Same, bool acrossDocuments = true, long maxTokens = 0)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ArrowDatasetWriter(context, name, labels, acrossDocuments, maxTokens);
    }

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (_writer is null)
        {
            Open();
        }

        _batch.Add(sequence);
        bool full = _files.Add(sequence.Ids.Length);
        if (full || _batch.Length >= ColumnBatch.FullAt)
        {
            Flush();
        }

        if (full)
        {
            Close();
        }
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals)
    {
        if (_writer is not null)
        {
            Flush();
            Close();
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [new("dtype", "int32")];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _writer?.Dispose();
        _writer = null;
        base.Dispose(disposing);
    }

    private static Field Lists(string name, IArrowType element) => new(name, new ListType(new Field("item", element, nullable: false)), nullable: false);

    private static ArrowBuffer Buffer<T>(ReadOnlySpan<T> values)
        where T : struct => new(MemoryMarshal.AsBytes(values).ToArray());

    private void Open()
    {
        // The library wants a file that it could seek in, so it writes to a temporary one.
        _file = _files.Next();
        _scratch.SetLength(0);
        _scratch.Position = 0;
        _writer = new ArrowFileWriter(_scratch, _schema, leaveOpen: true);
        _writer.WriteStart();
    }

    private void Close()
    {
        _writer!.WriteEnd();
        _writer.Dispose();
        _scratch.Position = 0;
        _scratch.CopyTo(_file!);
        _file!.Dispose();
        _writer = null;
        _file = null;
    }

    private void Flush()
    {
        if (_batch.Rows == 0)
        {
            return;
        }

        ArrowBuffer starts = Buffer(_batch.Starts.Span);
        using (RecordBatch batch = new(
            _schema,
            [
                List(0, starts, new Int32Array(Buffer(_batch.Ids.Span), ArrowBuffer.Empty, _batch.Length, 0, 0)),
                List(1, starts, new Int32Array(Buffer(_batch.Labels.Span), ArrowBuffer.Empty, _batch.Length, 0, 0)),
                List(2, starts, new Int8Array(Buffer(_batch.Mask.Span), ArrowBuffer.Empty, _batch.Length, 0, 0)),
                List(3, starts, new Int32Array(Buffer(_batch.Positions.Span), ArrowBuffer.Empty, _batch.Length, 0, 0)),
            ],
            _batch.Rows))
        {
            _writer!.WriteRecordBatch(batch);
        }

        _batch.Clear();
    }

    private ListArray List(int column, ArrowBuffer starts, IArrowArray values)
        => new(_schema.GetFieldByIndex(column).DataType, _batch.Rows, starts, values, ArrowBuffer.Empty);
}
