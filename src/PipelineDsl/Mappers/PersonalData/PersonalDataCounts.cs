using System;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>What <see cref="MaskPersonalData"/> found in a document, for the rules that run after it, and its memory.</summary>
[Scratch]
public sealed class PersonalDataCounts
{
    private readonly int[] _found = new int[PersonalDataKinds.Count];
    private readonly int[] _distinct = new int[PersonalDataKinds.Count];
    private readonly TextBuffer _buffer = new();
    private ulong[] _keys = new ulong[64]; // 0: free
    private int[] _ordinals = new int[64];
    private int _used;

    /// <summary>Pieces of personal data that are still in the text.</summary>
    public int Left { get; internal set; }

    internal int this[PersonalDataKind kind] => _found[(int)kind];

    internal TextBuffer Cleared()
    {
        _buffer.Clear();
        return _buffer;
    }

    internal void Begin()
    {
        Left = 0;
        _found.AsSpan().Clear();
        _distinct.AsSpan().Clear();
        if (_used > 0)
        {
            _keys.AsSpan().Clear();
            _used = 0;
        }
    }

    /// <summary>Counts a piece and tells which of the distinct values of its kind it is, from 0 on.</summary>
    internal int Add(PersonalDataKind kind, ReadOnlySpan<byte> value)
    {
        _found[(int)kind]++;
        ulong key = XxHash3.HashToUInt64(value, (long)kind) | 1;
        int slot = Find(key);
        if (_keys[slot] == 0)
        {
            if (2 * ++_used > _keys.Length)
            {
                Grow();
                slot = Find(key);
            }

            _keys[slot] = key;
            _ordinals[slot] = _distinct[(int)kind]++;
        }

        return _ordinals[slot];
    }

    private int Find(ulong key)
    {
        int slot = (int)(key >> 32) & (_keys.Length - 1);
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        return slot;
    }

    private void Grow()
    {
        ulong[] keys = _keys;
        int[] ordinals = _ordinals;
        _keys = new ulong[2 * keys.Length];
        _ordinals = new int[2 * keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
            {
                int slot = Find(keys[i]);
                _keys[slot] = keys[i];
                _ordinals[slot] = ordinals[i];
            }
        }
    }
}
