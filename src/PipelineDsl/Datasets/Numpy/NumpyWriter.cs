using System;
using System.Collections.Generic;
using System.Globalization;

namespace PipelineDsl;

/// <summary>NumPy arrays: the ids, with a row for each sequence if there is a context length and else in one row; where the pieces of documents end; the loss flags.</summary>
/// <remarks>
/// <c>NAME.npy</c>: uint16 or uint32, by the vocabulary. <c>NAME.documents.npy</c>: for each piece of a document, and for padding, the place behind its last token, counted over all rows (uint64). <c>NAME.loss.npy</c>: 1 where a token is
/// learned, 0 where it is not and in the padding (uint8, shaped as the ids); written if documents carry such flags or sequences are padded. All open with <c>numpy.load(…, mmap_mode="r")</c>.
/// </remarks>
[Writer]
public sealed class NumpyWriter : DatasetWriter
{
    private readonly TokenStream _ids;
    private readonly int _columns;
    private readonly NumpyFile _tokens;
    private readonly NumpyFile _documents;
    private readonly NumpyFile? _loss;
    private readonly TextBuffer _ends = new();
    private long _written;
    private long _pieces;

    private NumpyWriter(DatasetContext context, string name)
    {
        _ids = new TokenStream(TokenBytes.Width(context.Tokens.VocabularySize));
        _columns = context.Sequences.ContextLength;
        _tokens = new NumpyFile(context.Create(context.FileName(name, ".npy")), _ids.Width == 2 ? "<u2" : "<u4");
        _documents = new NumpyFile(context.Create(context.FileName(name, ".documents.npy")), "<u8");
        _loss = context.HasLoss || context.IsPadded ? new NumpyFile(context.Create(context.FileName(name, ".loss.npy")), "|u1") : null;
    }

    /// <summary>Opens the dataset.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="name">The dataset's name, relative to the output folder.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new NumpyWriter(context, name);
    }

    /// <inheritdoc/>
    public override bool CarriesLoss => true;

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        _ids.Write(sequence.Ids, _tokens.Elements);
        _loss?.Elements.Write(sequence.Loss);
        _ends.Clear();
        foreach (ref readonly SequencePiece piece in sequence.Pieces)
        {
            _ends.AppendInt64(_written + piece.End);
        }

        _written += sequence.Ids.Length;
        if (sequence.PaddingCount > 0)
        {
            _ends.AppendInt64(_written);
        }

        _pieces += _ends.Length / sizeof(long);
        _documents.Elements.Write(_ends.Bytes);
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals)
    {
        long length = _columns == 0 ? _written : totals.Sequences;
        _tokens.Finish(length, _columns);
        _documents.Finish(_pieces, 0);
        _loss?.Finish(length, _columns);
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) =>
    [
        new("dtype", TokenBytes.TypeName(_ids.Width)),
        new("shape", _columns == 0 ? string.Create(CultureInfo.InvariantCulture, $"({_written},)") : string.Create(CultureInfo.InvariantCulture, $"({totals.Sequences}, {_columns})")),
    ];
}
