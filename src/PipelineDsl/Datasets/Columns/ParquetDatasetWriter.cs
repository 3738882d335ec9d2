using System;
using System.Collections.Generic;
using System.IO.Compression;
using System.Threading;
using Parquet;
using Parquet.Schema;

namespace PipelineDsl;

/// <summary>
/// Parquet: a row for each sequence, with lists <c>input_ids</c>, <c>labels</c>, <c>position_ids</c> (int32) and <c>attention_mask</c> (int8). Row groups of about a million tokens, plain encoding, Zstandard.
/// The key-value metadata names the tokenizer and the hash of its vocabulary.
/// </summary>
[Writer]
public sealed class ParquetDatasetWriter : DatasetWriter
{
    private readonly NumberedFiles _files;
    private readonly ColumnBatch _batch;
    private readonly DatasetContext _context;
    private readonly DataField _ids = Element<int>();
    private readonly DataField _labels = Element<int>();
    private readonly DataField _mask = Element<sbyte>();
    private readonly DataField _positions = Element<int>();
    private readonly ParquetSchema _schema;
    private int[] _definitions = [];
    private int[] _repetitions = [];
    private DatasetFile? _file;
    private ParquetWriter? _writer;

    private ParquetDatasetWriter(DatasetContext context, string name, Labels labels, bool acrossDocuments, long maxTokens)
    {
        _context = context;
        _files = new NumberedFiles(context, name, ".parquet", maxTokens);
        _batch = new ColumnBatch(labels, acrossDocuments);
        _schema = new ParquetSchema(
            new ListField("input_ids", _ids),
            new ListField("labels", _labels),
            new ListField("attention_mask", _mask),
            new ListField("position_ids", _positions));
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
        return new ParquetDatasetWriter(context, name, labels, acrossDocuments, maxTokens);
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

    private static DataField Element<T>() => new("element", typeof(T), isNullable: false);

    private void Open()
    {
        _file = _files.Next();

        // The library's methods are asynchronous; the file's are not, so nothing waits here.
        _writer = ParquetWriter.CreateAsync(_schema, _file, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal }).GetAwaiter().GetResult();
        _writer.CustomMetadata = new Dictionary<string, string>
        {
            ["tokenizer"] = _context.Tokens.Tokenizer,
            ["vocabularyHash"] = _context.Tokens.VocabularyHash,
        };
    }

    private void Close()
    {
        _writer!.DisposeAsync().AsTask().GetAwaiter().GetResult();
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

        // No list is empty and no element null: every definition level is the greatest; a repetition level of 0 begins a row.
        _definitions = ScratchRow.Of(_definitions, _batch.Length);
        _repetitions = ScratchRow.Of(_repetitions, _batch.Length);
        _definitions.AsSpan(0, _batch.Length).Fill(_ids.MaxDefinitionLevel);
        _repetitions.AsSpan(0, _batch.Length).Fill(1);
        foreach (int start in _batch.Starts.Span[.._batch.Rows])
        {
            _repetitions[start] = 0;
        }

        using (ParquetRowGroupWriter group = _writer!.CreateRowGroup())
        {
            Column(group, _ids, _batch.Ids);
            Column(group, _labels, _batch.Labels);
            Column(group, _mask, _batch.Mask);
            Column(group, _positions, _batch.Positions);
        }

        _batch.Clear();
    }

    private void Column<T>(ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<T> values)
        where T : struct
        => group.WriteAllPartsAsync(field, values, _definitions.AsMemory(0, _batch.Length), _repetitions.AsMemory(0, _batch.Length), CancellationToken.None).GetAwaiter().GetResult();
}
