using System;

namespace PipelineDsl;

/// <summary>Batches of a dataset with next-token labels, in an order that is a function of the seed: any step can be had at once, so training goes on where it stopped.</summary>
/// <remarks>
/// <para>A dataset of rows (padded or packed) is taken row by row: the last token of a row has no label. A flat dataset is cut into rows of the context length: the label of a row's last token is the first of the next row, and what does not fill
/// a row at the end is left out (<see cref="LeftOut"/>). Rows that do not fill a batch at the end of an epoch are left out of that epoch; with a seed, each epoch leaves out others.</para>
/// <para>Not thread-safe; each thread takes an object of its own over one dataset.</para>
/// </remarks>
public sealed class TokenBatches
{
    private readonly TokenDataset _dataset;
    private readonly TokenBatchOptions _options;
    private readonly int[] _ids;
    private readonly byte[] _loss;
    private readonly int[] _inputs;
    private readonly int[] _labels;
    private readonly int[] _positions;
    private readonly bool _isFlat;
    private KeyedPermutation _order;
    private long _epoch = -1;

    /// <summary>Creates the batches.</summary>
    /// <param name="dataset">The dataset, which must stay open.</param>
    /// <param name="options">How it is cut.</param>
    /// <exception cref="ArgumentException">The options do not fit the dataset.</exception>
    public TokenBatches(TokenDataset dataset, TokenBatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Ranks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Rank, options.Ranks);
        _isFlat = dataset.RowLength == 0;
        if (!_isFlat && options.ContextLength != 0 && options.ContextLength != dataset.RowLength)
        {
            throw new ArgumentException($"the dataset's rows have {dataset.RowLength} tokens, not {options.ContextLength}");
        }

        ContextLength = _isFlat ? options.ContextLength : dataset.RowLength;
        if (ContextLength < 1)
        {
            throw new ArgumentException("the dataset does not say how long a row is: give a context length");
        }

        _dataset = dataset;
        _options = options;
        Rows = dataset.TokenCount / ContextLength;
        int length = checked(options.BatchSize * ContextLength);
        _ids = new int[ContextLength + 1];
        _loss = new byte[ContextLength + 1];
        _inputs = new int[length];
        _labels = new int[length];
        _positions = new int[length];
    }

    /// <summary>Tokens in a row.</summary>
    public int ContextLength { get; }

    /// <summary>Rows in the dataset.</summary>
    public long Rows { get; }

    /// <summary>Tokens at the end of a flat dataset that fill no row.</summary>
    public long LeftOut => _dataset.TokenCount - (Rows * ContextLength);

    /// <summary>Steps of an epoch: every process gets so many batches.</summary>
    public long StepsPerEpoch => Rows / ((long)_options.BatchSize * _options.Ranks);

    /// <summary>The present batch's ids, row by row.</summary>
    public ReadOnlySpan<int> Inputs => _inputs;

    /// <summary>The present batch's labels: the token that follows, or -100 where nothing is learned.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The present batch's position ids: a token's place in its document, counted from the row's beginning where the document began before it.</summary>
    public ReadOnlySpan<int> PositionIds => _positions;

    /// <summary>Fills the batch of a step.</summary>
    /// <param name="step">The step, from 0, counted over all epochs.</param>
    /// <exception cref="InvalidOperationException">The dataset has not enough rows for one batch.</exception>
    public void Load(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (StepsPerEpoch == 0)
        {
            throw new InvalidOperationException($"the dataset has {Rows} rows of {ContextLength} tokens, fewer than one step takes ({(long)_options.BatchSize * _options.Ranks}); take smaller batches");
        }

        (long epoch, long stepOfEpoch) = Math.DivRem(step, StepsPerEpoch);
        if (epoch != _epoch)
        {
            _epoch = epoch;
            _order = new KeyedPermutation(Rows, _options.Seed ?? 0, epoch);
        }

        for (int i = 0; i < _options.BatchSize; i++)
        {
            long place = (((stepOfEpoch * _options.Ranks) + _options.Rank) * _options.BatchSize) + i;
            LoadRow(_options.Seed is null ? place : _order[place], i * ContextLength);
        }
    }

    private void LoadRow(long row, int target)
    {
        long start = row * ContextLength;
        int known = (int)Math.Min(_isFlat ? ContextLength + 1L : ContextLength, _dataset.TokenCount - start);
        _dataset.Read(start, _ids.AsSpan(0, known));
        _dataset.ReadLoss(start, _loss.AsSpan(0, known));
        _ids.AsSpan(0, ContextLength).CopyTo(_inputs.AsSpan(target));
        long pieceStart = start;
        long pieceEnd = _dataset.PieceEnd(start);
        for (int i = 0; i < ContextLength; i++)
        {
            if (start + i == pieceEnd)
            {
                pieceStart = pieceEnd;
                pieceEnd = _dataset.PieceEnd(pieceEnd);
            }

            bool isLearned = i + 1 < known && _loss[i + 1] != 0 && (_options.AcrossDocuments || start + i + 1 < pieceEnd);
            _labels[target + i] = isLearned ? _ids[i + 1] : TokenSequence.IgnoredLabel;
            _positions[target + i] = (int)(start + i - pieceStart);
        }
    }
}
