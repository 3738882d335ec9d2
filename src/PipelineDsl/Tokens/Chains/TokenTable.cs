using System;
using System.IO.Hashing;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Byte strings by number, and their numbers by their bytes: a growing hash table over one array of bytes.</summary>
internal sealed class TokenTable
{
    private byte[] _bytes = new byte[1 << 16];
    private int[] _ends = new int[1 << 10];
    private int[] _places = new int[1 << 11]; // the number plus 1; 0 in an empty place

    /// <summary>The number of strings.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes all of them have.</summary>
    public int Length => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>The bytes of a string.</summary>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            int start = number == 0 ? 0 : _ends[number - 1];
            return _bytes.AsSpan(start, _ends[number] - start);
        }
    }

    /// <summary>Adds a string; false if it is there already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> text)
    {
        if (2 * (Count + 1) > _places.Length)
        {
            Grow();
        }

        int place = Place(text);
        if (_places[place] != 0)
        {
            return false;
        }

        int start = Length;
        if (start + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(start + text.Length, 2 * _bytes.Length));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
        }

        text.CopyTo(_bytes.AsSpan(start));
        _ends[Count++] = start + text.Length;
        _places[place] = Count;
        return true;
    }

    /// <summary>The number of a string, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text) => _places[Place(text)] - 1;

    private int Place(ReadOnlySpan<byte> text)
    {
        int mask = _places.Length - 1;
        int place = (int)XxHash3.HashToUInt64(text) & mask;
        while (_places[place] is > 0 and int number && !this[number - 1].SequenceEqual(text))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private void Grow()
    {
        _places = new int[(int)BitOperations.RoundUpToPowerOf2((uint)(4 * (Count + 1)))];
        for (int number = 0; number < Count; number++)
        {
            _places[Place(this[number])] = number + 1;
        }
    }
}
