using System;
using System.IO.Hashing;
using System.Numerics;

namespace PipelineDsl;

/// <summary>A frozen set of byte strings, built for millions of entries: three arrays, no object for an entry, no allocation for a look-up.</summary>
/// <remarks>
/// Open addressing over the 64-bit XXH3 of an entry, at most half full: a slot holds the upper half of the hash and the entry's number, so that a miss touches one cache line and a hit
/// compares bytes once.
/// </remarks>
internal sealed class Utf8Set
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly ulong[] _slots; // hash >> 32 << 32 | number + 1; 0 is free

    private Utf8Set(byte[] bytes, int[] ends, ulong[] slots, int longest)
    {
        _bytes = bytes;
        _ends = ends;
        _slots = slots;
        Longest = longest;
    }

    /// <summary>A set without entries.</summary>
    public static Utf8Set Empty { get; } = new([], [], new ulong[1], 0);

    /// <summary>The number of different entries.</summary>
    public int Count => _ends.Length;

    /// <summary>The bytes of the longest entry.</summary>
    public int Longest { get; }

    /// <summary>An entry.</summary>
    public ReadOnlySpan<byte> this[int number] => Entry(_bytes, _ends, number);

    /// <summary>Whether the set has an entry.</summary>
    public bool Contains(ReadOnlySpan<byte> entry) => Find(entry) >= 0;

    /// <summary>The number of an entry, from 0 in the order in which they were added; -1 if there is no such entry.</summary>
    public int Find(ReadOnlySpan<byte> entry)
        => entry.Length > Longest || entry.IsEmpty ? -1 : Find(_bytes, _ends, _slots, entry, XxHash3.HashToUInt64(entry), out _);

    private static ReadOnlySpan<byte> Entry(byte[] bytes, int[] ends, int number)
    {
        int start = number == 0 ? 0 : ends[number - 1];
        return bytes.AsSpan(start, ends[number] - start);
    }

    private static int Find(byte[] bytes, int[] ends, ulong[] slots, ReadOnlySpan<byte> entry, ulong hash, out int slot)
    {
        int mask = slots.Length - 1;
        for (slot = (int)hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            int number = (int)(uint)slots[slot] - 1;
            if (slots[slot] >> 32 == hash >> 32 && Entry(bytes, ends, number).SequenceEqual(entry))
            {
                return number;
            }
        }

        return -1;
    }

    /// <summary>Collects entries.</summary>
    internal sealed class Builder
    {
        private byte[] _bytes = new byte[4096];
        private int[] _ends = new int[256];
        private ulong[] _slots = new ulong[1024];
        private int _count;
        private int _length;
        private int _longest;

        /// <summary>Adds an entry unless it is empty or there already.</summary>
        public void Add(ReadOnlySpan<byte> entry)
        {
            if (entry.IsEmpty)
            {
                return;
            }

            ulong hash = XxHash3.HashToUInt64(entry);
            if (Find(_bytes, _ends, _slots, entry, hash, out int slot) >= 0)
            {
                return;
            }

            if (_bytes.Length - _length < entry.Length)
            {
                Array.Resize(ref _bytes, checked((int)uint.Max(2 * (uint)_bytes.Length, (uint)_length + (uint)entry.Length)));
            }

            if (_count == _ends.Length)
            {
                Array.Resize(ref _ends, 2 * _count);
            }

            entry.CopyTo(_bytes.AsSpan(_length));
            _length += entry.Length;
            _longest = int.Max(_longest, entry.Length);
            _ends[_count++] = _length;
            _slots[slot] = (hash >> 32 << 32) | (uint)_count;
            if (2 * _count > _slots.Length)
            {
                Grow();
            }
        }

        /// <summary>The set.</summary>
        public Utf8Set Build()
        {
            Array.Resize(ref _bytes, _length);
            Array.Resize(ref _ends, _count);
            return new Utf8Set(_bytes, _ends, _slots, _longest);
        }

        private void Grow()
        {
            _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)_slots.Length * 4)];
            for (int number = 0; number < _count; number++)
            {
                ulong hash = XxHash3.HashToUInt64(Entry(_bytes, _ends, number));
                int slot = (int)hash & (_slots.Length - 1);
                while (_slots[slot] != 0)
                {
                    slot = (slot + 1) & (_slots.Length - 1);
                }

                _slots[slot] = (hash >> 32 << 32) | (uint)(number + 1);
            }
        }
    }
}
