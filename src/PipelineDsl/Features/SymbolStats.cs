using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Number signs and ellipses, which crawled text is full of where it was cut off or made for machines.</summary>
[Feature(TextClasses.NumberSign | TextClasses.Period | TextClasses.Ellipsis)]
public struct SymbolStats : IChunkVisitor
{
    /// <summary>Characters <c>#</c>.</summary>
    public int Hashes;

    /// <summary>Ellipses: characters <c>…</c>, and <c>...</c> counted without overlap (six full stops are two, five are one).</summary>
    public int Ellipses;

    private ulong _periods; // those of the block before that no ellipsis has used

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk)
    {
        Hashes += MaskCount.Of(chunk.Mask(TextClasses.NumberSign));
        Ellipses += MaskCount.Of(chunk.Mask(TextClasses.Ellipsis));
        ReadOnlySpan<ulong> periods = chunk.Mask(TextClasses.Period);
        ulong before = _periods;
        for (int b = 0; b < periods.Length; b++)
        {
            ulong dots = periods[b];
            ulong thirds = dots & ((dots << 1) | (before >> 63)) & ((dots << 2) | (before >> 62));
            before = dots;
            while (thirds != 0)
            {
                int third = BitOperations.TrailingZeroCount(thirds);
                Ellipses++;
                thirds &= ~(7UL << third);
                before &= third >= 2 ? ~(7UL << (third - 2)) : ~(7UL >> (2 - third));
            }
        }

        _periods = before;
    }
}
