using System;

namespace PipelineDsl;

/// <summary>Which two tokens each token was merged from, while a <see cref="MergeTable"/> is filled: tells which tokens no merge ever joins.</summary>
internal sealed unsafe class MergeOrigins
{
    private const int None = MergeTable.None;
    private const int RankBits = MergeTable.RankBits;
    private const ulong RankMask = (1UL << RankBits) - 1;

    private readonly MergeTable _merges;
    private readonly NativeArray<ulong> _parts; // by rank: both parts, plus 1
    private readonly NativeArray<int> _firstAt = new(1 << 16); // by the two bytes on both sides of the border: the first merge there

    /// <summary>Begins without merges.</summary>
    /// <param name="merges">The merges that are added here too.</param>
    /// <param name="count">The number of tokens.</param>
    public MergeOrigins(MergeTable merges, int count)
    {
        _merges = merges;
        _parts = new NativeArray<ulong>(count);
        _firstAt.Span.Fill(None);
    }

    /// <summary>Adds a merge. Of those that make one token the first counts.</summary>
    /// <param name="left">The left part.</param>
    /// <param name="right">The right part.</param>
    /// <param name="rank">What they merge into.</param>
    /// <param name="border">The last byte of the left part, and the first of the right one in the lower half.</param>
    public void Add(int left, int right, int rank, int border)
    {
        if (_parts.Start[rank] == 0)
        {
            _parts.Start[rank] = (((ulong)(uint)left << RankBits) | (uint)right) + 1;
        }

        _firstAt.Start[border] = Math.Min(_firstAt.Start[border], rank);
    }

    /// <summary>Whether merging the bytes of two tokens leads to these two: whether no merge ever joins what stands on both sides of their border.</summary>
    /// <remarks>
    /// Each token's own merges are known, and happen in the order of their ranks. So this goes back in time: it takes apart whichever of the two at the border was merged last. A merge across the border would have
    /// happened if it ranks before the ones that take its parts away; of equal merges, as in a run of one letter, the leftmost is first. Once all merges between such two bytes rank behind, none can. Holds while each merge ranks behind those that make its parts.
    /// </remarks>
    /// <param name="left">The left token.</param>
    /// <param name="right">The right token.</param>
    /// <param name="border">The last byte of the left token, and the first of the right one in the lower half.</param>
    public bool StayApart(int left, int right, int border)
    {
        int first = _firstAt.Start[border];
        int leftEnd = None; // the merge that takes the left one away
        int rightEnd = None;
        while (first < leftEnd && first <= rightEnd)
        {
            int across = _merges.Find(left, right);
            if (across < leftEnd && across <= rightEnd)
            {
                return false;
            }

            ulong leftParts = _parts.Start[left];
            ulong rightParts = _parts.Start[right];
            if (leftParts == 0 && rightParts == 0)
            {
                break;
            }

            if (rightParts == 0 || (leftParts != 0 && left > right))
            {
                leftEnd = left;
                left = (int)((leftParts - 1) & RankMask);
            }
            else
            {
                rightEnd = right;
                right = (int)((rightParts - 1) >> RankBits);
            }
        }

        return true;
    }

    /// <summary>Frees the memory.</summary>
    public void Free()
    {
        _parts.Free();
        _firstAt.Free();
    }
}
