using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl;

/// <summary>Finds for each token of a vocabulary the merge that makes it.</summary>
internal sealed unsafe class MergeTableBuilder
{
    private readonly BytePairModel _model;
    private readonly int _merges;
    private readonly bool[] _isUnsafe;
    private MergeTable _table;
    private MergeOrigins _origins;

    private MergeTableBuilder(BytePairModel model, int merges)
    {
        _model = model;
        _merges = merges;
        _isUnsafe = new bool[model.Count];
        _table = new MergeTable(model, merges);
        _origins = new MergeOrigins(_table, model.Count);
    }

    /// <summary>Builds a table.</summary>
    /// <param name="model">The tokens by rank.</param>
    /// <param name="listed">The merges that a file lists, as ranks, in the order of what they make; null if two tokens merge whenever their bytes together are a token.</param>
    /// <exception cref="InvalidDataException">Some byte has no token and no merges are listed, or there are too many tokens.</exception>
    public static MergeTable Build(BytePairModel model, IReadOnlyList<(int Left, int Right, int Merged)>? listed)
    {
        if (model.Count >= 1 << MergeTable.RankBits)
        {
            throw new InvalidDataException($"the vocabulary has {model.Count} tokens; at most {(1 << MergeTable.RankBits) - 1} are possible");
        }

        MergeTableBuilder builder = new(model, Math.Max(model.Count, listed?.Count ?? 0));
        if (listed is null && new ReadOnlySpan<int>(builder._table.ByteRanks, 256).IndexOf(MergeTable.NoToken) is >= 0 and int missing)
        {
            throw new InvalidDataException($"the vocabulary has no token for the byte 0x{missing:X2}");
        }

        if (listed is null)
        {
            builder.AddSplits();
        }
        else
        {
            builder.AddListed(listed);
        }

        builder._origins.Free();
        builder._table.Characters = new CharacterTokens(new PairMerger(builder._table), builder._isUnsafe);
        return builder._table;
    }

    /// <summary>Adds each token with the split that merging its bytes leads to, given the merges of the tokens before it. One that they do not lead to is none that text reaches, except as a whole pre-token.</summary>
    private void AddSplits()
    {
        TokenSplits splits = new(_model, _table, _origins);
        List<int> unreached = [];
        for (int rank = 0; rank < _model.Count; rank++)
        {
            if (splits.Find(rank))
            {
                Add(splits.Left, splits.Right, rank);
                splits.Add(rank);
            }
            else if (_model.Token(rank).Length > 1)
            {
                unreached.Add(rank);
            }
        }

        splits.Free();
        MergedSplits merged = new(_model, _table);
        bool isReached = unreached.Exists(merged.Find);
        merged.Free();
        if (isReached)
        {
            ReachAgain();
        }
    }

    /// <summary>
    /// Builds the table anew where a part of some token ranks behind the token itself, as in no vocabulary that was learned by merging: such a token is reached when its last part is, and takes part in
    /// whatever comes then. What merges have come by then are just those that merging its bytes with all of them makes use of, since a merge of a higher rank waits for them.
    /// </summary>
    private void ReachAgain()
    {
        _origins.Free();
        _table = new MergeTable(_model, _merges);
        _origins = new MergeOrigins(_table, _model.Count);
        MergedSplits splits = new(_model, _table);
        int[] highest = new int[_model.Count]; // of the merges that make a token
        List<int> waiting = [];
        Queue<int> reached = [];
        for (int rank = 0; rank < _model.Count; rank++)
        {
            if (_model.Token(rank).Length < 2)
            {
                continue;
            }

            if (!TryReach(splits, rank, highest))
            {
                waiting.Add(rank);
                continue;
            }

            reached.Enqueue(rank);
            while (reached.TryDequeue(out int part))
            {
                for (int i = 0; i < waiting.Count; i++)
                {
                    if (_model.Token(waiting[i]).IndexOf(_model.Token(part)) >= 0 && TryReach(splits, waiting[i], highest))
                    {
                        // Others may wait for this one.
                        reached.Enqueue(waiting[i]);
                        waiting.RemoveAt(i--);
                    }
                }
            }
        }

        splits.Free();
    }

    private bool TryReach(MergedSplits splits, int rank, int[] highest)
    {
        if (!splits.Find(rank))
        {
            return false;
        }

        Add(splits.Left, splits.Right, rank);
        highest[rank] = Math.Max(rank, Math.Max(highest[splits.Left], highest[splits.Right]));
        _isUnsafe[splits.Left] |= rank < highest[splits.Left];
        _isUnsafe[splits.Right] |= rank < highest[splits.Right];
        return true;
    }

    /// <summary>Adds of the merges of each token the one that merging its bytes leads to; then those of tokens that were not reached because a merge that makes one of their parts ranks behind them, or none does.</summary>
    private void AddListed(IReadOnlyList<(int Left, int Right, int Merged)> listed)
    {
        foreach ((int left, int right, int merged) in listed)
        {
            if (!_table.Reaches(merged) && IsReached(left, merged) && IsReached(right, merged) && _origins.StayApart(left, right, Border(left, right)))
            {
                Add(left, right, merged);
            }
        }

        HashSet<int> late = [];
        foreach ((int left, int right, int merged) in listed)
        {
            if ((left > merged || right > merged) && (late.Contains(merged) || !_table.Reaches(merged)))
            {
                _ = late.Add(merged);
                Add(left, right, merged);
                _isUnsafe[left] = true;
                _isUnsafe[right] = true;
            }
        }
    }

    private void Add(int left, int right, int merged)
    {
        int border = Border(left, right);
        _table.Add(left, right, merged, border);
        _origins.Add(left, right, merged, border);
    }

    /// <summary>The last byte of a token, and the first of the next one in the lower half; 0 for a token without bytes, which no text becomes.</summary>
    private int Border(int left, int right)
        => ((_model.Token(left) is [.., byte last] ? last : 0) << 8) | (_model.Token(right) is [byte first, ..] ? first : 0);

    /// <summary>Whether a part is made before what it is a part of: by a merge that ranks before, or it is a byte.</summary>
    private bool IsReached(int part, int merged) => _table.Reaches(part) && _model.Token(part).Length is int length && (length == 1 || (length > 1 && part < merged));
}
