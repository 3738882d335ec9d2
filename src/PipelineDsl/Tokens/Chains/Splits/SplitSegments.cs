using System;

namespace PipelineDsl;

/// <summary>The pieces that matches cut a text into, matches and what lies between, in their order. Memory that is reused.</summary>
internal sealed class SplitSegments
{
    private (int Start, int End, bool IsMatch)[] _items = new (int, int, bool)[64];
    private int _count;

    /// <summary>All of them.</summary>
    public Span<(int Start, int End, bool IsMatch)> All => _items.AsSpan(0, _count);

    /// <summary>Forgets all.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds one.</summary>
    public void Add(int start, int end, bool isMatch)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }

        _items[_count++] = (start, end, isMatch);
    }

    /// <summary>Keeps the first <paramref name="count"/>.</summary>
    public void Truncate(int count) => _count = count;
}
