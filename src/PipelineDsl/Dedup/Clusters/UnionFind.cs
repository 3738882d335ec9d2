using System;

namespace PipelineDsl;

/// <summary>Disjoint sets of numbers from 0; a set is known by its least member. 4 bytes and a bit a number.</summary>
/// <remarks>The root with the smaller number stays root, which makes the result independent of the order of the unions; paths are halved on the way (Tarjan and van Leeuwen, 1984).</remarks>
internal sealed unsafe class UnionFind : IDisposable
{
    private readonly NativeBuffer<uint> _parents;
    private readonly NativeBuffer<ulong> _touched;

    /// <summary>Creates as many sets of one.</summary>
    /// <param name="count">How many; below 2³¹.</param>
    public UnionFind(long count)
    {
        _parents = new NativeBuffer<uint>(checked((int)count));
        _touched = new NativeBuffer<ulong>((int)((count + 63) >> 6));
        _touched.Span.Clear();
        for (uint i = 0; i < count; i++)
        {
            _parents.Start[i] = i;
        }
    }

    /// <summary>What sets of so many numbers take, in bytes; more than any budget if there are too many.</summary>
    public static long BytesFor(long count) => count > Array.MaxLength ? long.MaxValue : (count * sizeof(uint)) + (count / 8);

    /// <summary>Whether a number was in a union.</summary>
    public bool IsTouched(long node) => (_touched.Start[node >> 6] & (1UL << (int)(node & 63))) != 0;

    /// <summary>Joins two sets.</summary>
    public void Union(long a, long b)
    {
        _touched.Start[a >> 6] |= 1UL << (int)(a & 63);
        _touched.Start[b >> 6] |= 1UL << (int)(b & 63);
        uint first = (uint)Find(a);
        uint second = (uint)Find(b);
        if (first < second)
        {
            _parents.Start[second] = first;
        }
        else
        {
            _parents.Start[first] = second;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parents.Dispose();
        _touched.Dispose();
    }

    /// <summary>The least member of a number's set.</summary>
    public long Find(long node)
    {
        uint* parents = _parents.Start;
        uint at = (uint)node;
        while (true)
        {
            uint parent = parents[at];
            if (parent == at)
            {
                return at;
            }

            uint grandparent = parents[parent];
            if (grandparent == parent)
            {
                return parent;
            }

            parents[at] = grandparent;
            at = grandparent;
        }
    }
}
