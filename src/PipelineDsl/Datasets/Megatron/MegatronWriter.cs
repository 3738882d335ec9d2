using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// Megatron's indexed dataset: <c>.bin</c> holds the ids, <c>.idx</c> where each sequence lies. A sequence of ours is a sequence and a document there, so that its readers never join what was
/// not joined here.
/// </summary>
/// <remarks>
/// Where documents carry loss flags or sequences are padded there is a second dataset, <c>NAME_labels</c>: the same sequences as 32-bit ids with -100 where nothing is learned, as GPT-NeoX
/// reads it (<c>label_data_paths</c>).
/// </remarks>
[Writer]
public sealed class MegatronWriter : DatasetWriter
{
    private readonly IndexedFiles _tokens;
    private readonly IndexedFiles? _labels;
    private int[] _row = [];

    private MegatronWriter(DatasetContext context, string name)
    {
        _tokens = new IndexedFiles(context, name, TokenBytes.Width(context.Tokens.VocabularySize));
        _labels = context.HasLoss || context.IsPadded ? new IndexedFiles(context, name + "_labels", sizeof(int)) : null;
    }

    /// <summary>Opens the dataset.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="name">The dataset's name, relative to the output folder.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new MegatronWriter(context, name);
    }

    /// <inheritdoc/>
    public override bool CarriesLoss => true;

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        _tokens.Write(sequence.Ids);
        if (_labels is not null)
        {
            _row = ScratchRow.Of(_row, sequence.Ids.Length);
            Span<int> labels = _row.AsSpan(0, sequence.Ids.Length);
            sequence.CopyLabels(labels, Labels.Same, acrossDocuments: true);
            _labels.Write(labels);
        }
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals)
    {
        _tokens.Finish();
        _labels?.Finish();
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [new("dtype", _tokens.TypeName)];
}
