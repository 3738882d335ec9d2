using System;
using System.Text;

namespace PipelineDsl;

/// <summary>Which characters may start as one token where text is merged, instead of as bytes: exact, and a third of the work for Chinese.</summary>
/// <remarks>
/// <para>A character of two or three bytes may, if merging its bytes alone gives one token, and</para>
/// <list type="number">
/// <item>no token joins a part of it with bytes of a neighbour. Such tokens are a few hundred; their inner character boundaries, as pairs of bytes, are
/// <see cref="CharacterBorders.IsCrossed"/>. Elsewhere nothing merges across the boundary before the character is whole;</item>
/// <item>no merge that it takes part in ranks before those that make it: otherwise having it early would let that merge come early.</item>
/// </list>
/// </remarks>
internal sealed unsafe class CharacterTokens
{
    private const int CodePoints = 1 << 16;
    private const int LongestCharacter = 3;

    private readonly NativeArray<int> _ids = new(CodePoints);

    /// <summary>Finds the characters.</summary>
    /// <param name="merger">Merges bytes.</param>
    /// <param name="isUnsafe">By rank: whether a merge that the token takes part in ranks before one that makes it.</param>
    public CharacterTokens(PairMerger merger, ReadOnlySpan<bool> isUnsafe)
    {
        _ids.Span.Fill(-1);
        byte* bytes = stackalloc byte[LongestCharacter];
        int* ids = stackalloc int[LongestCharacter];
        for (int c = 0x80; c < CodePoints; c++)
        {
            if (Rune.TryCreate(c, out Rune rune)
                && merger.Merge(bytes, rune.EncodeToUtf8(new Span<byte>(bytes, LongestCharacter)), ids) == 1
                && !isUnsafe[ids[0]])
            {
                _ids.Start[c] = ids[0];
            }
        }
    }

    /// <summary>By code point: the token that the character may start as, or -1.</summary>
    public int* Ids => _ids.Start;
}
