using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Remembers which states of a match failed at which place, a bit for each, so that no state is tried twice at one place.</summary>
/// <remarks>Bits lie in pages that exist where something failed; pages behind the search are given back.</remarks>
internal sealed class PatternFailures(int states)
{
    private const int PageBits = 18;
    private const int PageWords = 1 << (PageBits - 6);

    private readonly Dictionary<long, long> _ends = [];
    private readonly Stack<ulong[]> _free = new();
    private ulong[]?[] _pages = [];
    private int _first;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        for (int i = _first; i < _pages.Length; i++)
        {
            Release(i);
        }

        _first = 0;
        _ends.Clear();
    }

    /// <summary>Forgets what is before a place, which will not be asked for again.</summary>
    public void ForgetBefore(long place)
    {
        int page = (int)Math.Min((place * states) >> PageBits, _pages.Length);
        for (; _first < page; _first++)
        {
            Release(_first);
        }
    }

    /// <summary>Whether a state failed at a place.</summary>
    public bool HasFailed(int state, long place)
    {
        long bit = (place * states) + state;
        long page = bit >> PageBits;
        return page < _pages.Length && _pages[page] is { } words && (words[(bit >> 6) & (PageWords - 1)] >> (int)(bit & 63) & 1) != 0;
    }

    /// <summary>Notes that a state failed at a place.</summary>
    public void SetFailed(int state, long place)
    {
        long bit = (place * states) + state;
        int page = checked((int)(bit >> PageBits));
        if (page >= _pages.Length)
        {
            Array.Resize(ref _pages, Math.Max(page + 1, 2 * _pages.Length));
        }

        ulong[] words = _pages[page] ??= _free.TryPop(out ulong[]? free) ? free : new ulong[PageWords];
        words[(bit >> 6) & (PageWords - 1)] |= 1UL << (int)(bit & 63);
    }

    /// <summary>Where the match of a part ends that goes through a state at a place, if that is known.</summary>
    public bool TryGetEnd(int state, long place, out long end) => _ends.TryGetValue((place * states) + state, out end);

    /// <summary>Notes where the match of a part ends that goes through a state at a place.</summary>
    public void SetEnd(int state, long place, long end) => _ends[(place * states) + state] = end;

    private void Release(int page)
    {
        if (_pages[page] is { } words)
        {
            Array.Clear(words);
            _free.Push(words);
            _pages[page] = null;
        }
    }
}
