using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Finds the two parts that merging a token's bytes leads to last, with the merges that are in a table at the time, and what ranks they have.</summary>
/// <param name="model">The tokens.</param>
/// <param name="merger">Merges with the table.</param>
/// <param name="listed">The merges that a file lists; null if all splits of a token merge.</param>
internal sealed unsafe class TokenSplits(BytePairModel model, PairMerger merger, IReadOnlySet<(int Left, int Right, int Merged)>? listed)
{
    private readonly int[] _highest = new int[model.Count]; // of the merges that make a token
    private readonly bool[] _isUnsafe = new bool[model.Count];
    private readonly int[] _parts = new int[1024];

    /// <summary>The tokens.</summary>
    public BytePairModel Model => model;

    /// <summary>By rank: whether a merge that the token takes part in ranks before one that makes it.</summary>
    public bool[] IsUnsafe => _isUnsafe;

    /// <summary>The left part of the token that was looked for last.</summary>
    public int Left => _parts[0];

    /// <summary>Its right part.</summary>
    public int Right => _parts[1];

    /// <summary>Forgets what was reached.</summary>
    public void Begin()
    {
        Array.Clear(_highest);
        Array.Clear(_isUnsafe);
    }

    /// <summary>Whether merging a token's bytes leaves two parts.</summary>
    public bool Find(int rank)
    {
        ReadOnlySpan<byte> token = model.Token(rank);
        if (token.Length > _parts.Length)
        {
            return false;
        }

        fixed (byte* bytes = token)
        fixed (int* parts = _parts)
        {
            return merger.Merge(bytes, token.Length, parts) == 2 && listed?.Contains((parts[0], parts[1], rank)) != false;
        }
    }

    /// <summary>Notes that the token that was looked for last is made of its parts.</summary>
    public void Reached(int rank)
    {
        _highest[rank] = Math.Max(rank, Math.Max(_highest[Left], _highest[Right]));
        _isUnsafe[Left] |= rank < _highest[Left];
        _isUnsafe[Right] |= rank < _highest[Right];
    }
}
