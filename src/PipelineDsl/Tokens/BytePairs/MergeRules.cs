using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>A <see cref="MergeTable"/>'s rules: symbols are ranks, and a merge makes the token of its rank.</summary>
internal readonly unsafe struct MergeRules(BytePairModel model) : IPairRules
{
    private readonly MergeTable _merges = model.Merges;

    /// <inheritdoc/>
    public PairTable Pairs => _merges.Pairs;

    /// <inheritdoc/>
    public int Begin(byte* bytes, int length, int* symbols, int* ranks) => _merges.Begin(bytes, length, symbols, ranks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Merged(int rank, int left, int right) => rank;

    /// <inheritdoc/>
    public void Fetch(int symbol)
    {
        // Ranks are ids, but for odd vocabularies.
    }

    /// <inheritdoc/>
    public int Write(int* symbols, int count, int* ids)
    {
        new ReadOnlySpan<int>(symbols, count).CopyTo(new Span<int>(ids, count));
        model.ToIds(new Span<int>(ids, count));
        return count;
    }
}
