using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Reads parts of the sketches of a corpus and of indexes by their places, in any order; for one task.</summary>
/// <param name="context">The corpus.</param>
/// <param name="indexes">The indexes, by place.</param>
internal sealed class SubstringTexts(DedupContext context, IReadOnlyList<SubstringIndex> indexes) : IDisposable
{
    private readonly Sketches _corpus = new(context);
    private readonly SketchReader?[] _indexed = new SketchReader?[indexes.Count];

    /// <summary>Reads bytes of a sketch.</summary>
    /// <param name="place">Where they begin.</param>
    /// <param name="length">How many; not beyond the sketch.</param>
    /// <returns>The bytes, until others are read.</returns>
    public ReadOnlySpan<byte> Read(ulong place, int length)
    {
        int shard = SubstringPlace.Shard(place);
        if (shard < context.Shards)
        {
            return _corpus.Read(context.FirstOf(shard), SubstringPlace.Offset(place), length);
        }

        int i = indexes.Count - 1;
        while (place < indexes[i].First)
        {
            i--;
        }

        _indexed[i] ??= indexes[i].OpenSketches();
        return _indexed[i]!.ReadAt((long)(place - indexes[i].First), length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _corpus.Dispose();
        foreach (SketchReader? reader in _indexed)
        {
            reader?.Dispose();
        }
    }
}
