using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Pinned memory that a feature uses again for each text: it grows to the longest, and shrinks when texts have been much shorter for a while.</summary>
/// <typeparam name="T">The element.</typeparam>
internal sealed unsafe class ScratchArray<T>
    where T : unmanaged
{
    /// <summary>What is kept in any case, in bytes.</summary>
    private const int KeptBytes = 1 << 20;

    /// <summary>How many texts in a row must have needed less than an eighth before memory is given back.</summary>
    private const int Patience = 256;

    private T[] _items = [];
    private int _smallTexts;
    private int _most; // that the present text has asked for

    /// <summary>The number of elements there is room for.</summary>
    public int Capacity => _items.Length;

    /// <summary>The first element, as of the last <see cref="Take"/> or <see cref="Grow"/>.</summary>
    public T* Start => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_items));

    /// <summary>Says that the last text is done with: memory that has been much too large for a while is given back.</summary>
    public void Begin()
    {
        if ((long)_items.Length * sizeof(T) <= KeptBytes || _most >= _items.Length / 8)
        {
            _smallTexts = 0;
        }
        else if (++_smallTexts >= Patience)
        {
            Allocate(_most);
        }

        _most = 0;
    }

    /// <summary>Room for at least <paramref name="length"/> elements, whatever they hold.</summary>
    public T* Take(int length)
    {
        _most = Math.Max(_most, length);
        if (length > _items.Length)
        {
            Allocate(length);
        }

        return Start;
    }

    /// <summary>The same, with zeros.</summary>
    public T* TakeCleared(int length)
    {
        T* start = Take(length);
        new Span<T>(start, length).Clear();
        return start;
    }

    /// <summary>Room for at least <paramref name="length"/> elements, which keeps what is there.</summary>
    public T* Grow(int length)
    {
        _most = Math.Max(_most, length);
        if (length > _items.Length)
        {
            T[] old = _items;
            Allocate(length);
            old.CopyTo(_items, 0);
        }

        return Start;
    }

    private void Allocate(int length)
    {
        _items = GC.AllocateUninitializedArray<T>(checked((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(256, length))), pinned: true);
        _smallTexts = 0;
    }
}
