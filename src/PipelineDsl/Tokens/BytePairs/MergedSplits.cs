using System;

namespace PipelineDsl;

/// <summary>Finds the two tokens that merging a token's bytes leads to last by merging them, with whatever merges are in a table: slower than <see cref="TokenSplits"/>, and for any order of ranks.</summary>
internal sealed unsafe class MergedSplits(BytePairModel model, MergeTable merges)
{
    private readonly PairMerger _merger = new(merges);
    private readonly int[] _parts = new int[model.LongestToken];

    /// <summary>The left part of the token that was looked for last.</summary>
    public int Left => _parts[0];

    /// <summary>Its right part.</summary>
    public int Right => _parts[1];

    /// <summary>Whether merging a token's bytes leaves two parts.</summary>
    public bool Find(int rank)
    {
        ReadOnlySpan<byte> token = model.Token(rank);
        fixed (byte* bytes = token)
        fixed (int* parts = _parts)
        {
            return token.Length > 1 && _merger.Merge(bytes, token.Length, parts) == 2;
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Free() => _merger.Free();
}
