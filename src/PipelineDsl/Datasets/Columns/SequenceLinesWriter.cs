using System;
using System.Buffers.Text;
using System.IO;

namespace PipelineDsl;

/// <summary>JSON lines: an object for each sequence with arrays <c>input_ids</c>, <c>labels</c>, <c>attention_mask</c> and <c>position_ids</c>, plain, <c>.gz</c> or <c>.zst</c>.</summary>
[Writer]
public sealed class SequenceLinesWriter : DatasetWriter
{
    private readonly Stream _lines;
    private readonly SequenceColumns _columns;
    private readonly TextBuffer _line = new();

    private SequenceLinesWriter(Stream lines, SequenceColumns columns)
    {
        _lines = lines;
        _columns = columns;
    }

    /// <inheritdoc/>
    public override bool CarriesLoss => true;

    /// <summary>Opens the file.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="file">The file's name, relative to the output folder.</param>
    /// <param name="labels">Where the label of a token stands.</param>
    /// <param name="acrossDocuments">Whether a document's first token is learned from the document before it.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string file, Labels labels = Labels.Same, bool acrossDocuments = true)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(file);
        int name = file.LastIndexOf('/') + 1;
        int dot = file.IndexOf('.', name);
        int end = dot < 0 ? file.Length : dot;
        string split = context.FileName(file[..end], file[end..]);
        return new SequenceLinesWriter(CompressedOutput.Wrap(context.Create(split), split), new SequenceColumns(labels, acrossDocuments));
    }

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        _columns.Take(sequence);
        _line.Clear();
        Append("{\"input_ids\":"u8, sequence.Ids);
        Append(",\"labels\":"u8, _columns.Labels);
        Append(",\"attention_mask\":"u8, _columns.Mask);
        Append(",\"position_ids\":"u8, _columns.Positions);
        _line.Append("}\n"u8);
        _lines.Write(_line.Bytes);
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals) => _lines.Dispose();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _lines.Dispose();
        base.Dispose(disposing);
    }

    private void Append(ReadOnlySpan<byte> name, ReadOnlySpan<int> values)
    {
        _line.Append(name);
        byte before = (byte)'[';
        foreach (int value in values)
        {
            _line.Append(before);
            Utf8Formatter.TryFormat(value, _line.Reserve(12), out int length);
            _line.Advance(length);
            before = (byte)',';
        }

        _line.Append((byte)']');
    }

    private void Append(ReadOnlySpan<byte> name, ReadOnlySpan<byte> values)
    {
        _line.Append(name);
        byte before = (byte)'[';
        foreach (byte value in values)
        {
            _line.Append(before);
            _line.Append((byte)('0' + value));
            before = (byte)',';
        }

        _line.Append((byte)']');
    }
}
