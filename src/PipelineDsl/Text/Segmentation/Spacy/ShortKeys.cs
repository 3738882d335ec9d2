using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Numbers short byte strings: an immutable hash table whose common answer, no, costs one load and one multiplication.</summary>
/// <remarks>Keys of 1 to 16 bytes are compared as two words; longer ones, of which there are few, one after the other. Up to 15 bytes behind a key may be read.</remarks>
internal sealed unsafe class ShortKeys
{
    private const int WordKey = 16;
    private const int FilterBits = 1 << 15;

    private readonly ulong[] _filter = GC.AllocateArray<ulong>(FilterBits / 64, pinned: true);
    private readonly Slot[] _slots;
    private readonly byte[][] _longKeys;
    private readonly int _longest;

    /// <summary>Numbers <paramref name="keys"/> from 1 on in their order.</summary>
    public ShortKeys(byte[][] keys)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)(2 * keys.Length) + 2)];
        _longKeys = [.. Array.FindAll(keys, static key => key.Length > WordKey)];
        for (int i = 0; i < keys.Length; i++)
        {
            byte[] key = keys[i];
            _longest = Math.Max(_longest, key.Length);
            if (key.Length > WordKey)
            {
                continue;
            }

            byte[] padded = new byte[WordKey];
            key.CopyTo(padded, 0);
            Vector128<ulong> words = Vector128.Create<byte>(padded).AsUInt64();
            ulong hash = Hash(words, key.Length);
            _filter[FilterBit(hash) / 64] |= 1UL << (int)(FilterBit(hash) & 63);
            uint at = Home(hash);
            while (_slots[at].Number != 0)
            {
                at = (at + 1) & (uint)(_slots.Length - 1);
            }

            _slots[at] = new Slot { Low = words[0], High = words[1], Length = key.Length, Number = i + 1 };
        }

        LongNumbers = [.. Array.ConvertAll(_longKeys, key => Array.IndexOf(keys, key) + 1)];
    }

    private int[] LongNumbers { get; }

    /// <summary>The number of a string, 0 if it is none of the keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(byte* start, int length)
        => length > WordKey ? length <= _longest ? FindLong(start, length) : 0 : Find(Vector128.Load(start), length);

    /// <summary>The same with the 16 bytes at its start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(Vector128<byte> bytes, int length)
    {
        Vector128<ulong> words = (bytes & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)length))).AsUInt64();
        ulong hash = Hash(words, length);
        uint bit = FilterBit(hash);
        return (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_filter), bit / 64) >> (int)(bit & 63) & 1) == 0 ? 0 : FindSlot(words, length, hash);
    }

    private int FindSlot(Vector128<ulong> words, int length, ulong hash)
    {
        Slot[] slots = _slots;
        for (uint at = Home(hash); ; at++)
        {
            ref Slot slot = ref slots[at & (uint)(slots.Length - 1)];
            if (slot.Number == 0 || (slot.Low == words[0] && slot.High == words[1] && slot.Length == length))
            {
                return slot.Number;
            }
        }
    }

    private int FindLong(byte* start, int length)
    {
        for (int i = 0; i < _longKeys.Length; i++)
        {
            if (new ReadOnlySpan<byte>(start, length).SequenceEqual(_longKeys[i]))
            {
                return LongNumbers[i];
            }
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(Vector128<ulong> words, int length) => ((words[0] * 0x9E37_79B9_7F4A_7C15) ^ (BitOperations.RotateLeft(words[1], 29) + (ulong)length)) * 0xD6E8_FEB8_6659_FD93;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FilterBit(ulong hash) => (uint)(hash >> 49);

    private uint Home(ulong hash) => (uint)(hash >> 20) & (uint)(_slots.Length - 1);

    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public int Length;
        public int Number;
    }
}
