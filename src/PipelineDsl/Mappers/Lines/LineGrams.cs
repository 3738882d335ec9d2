using System;

namespace PipelineDsl;

/// <summary>The sets of character 5-grams of a line and of the one before: the memory of <see cref="NearDuplicateLines"/>.</summary>
[Scratch]
public sealed class LineGrams
{
    private const int N = 5;

    private readonly CodePointBuffer _characters = new();
    private GramSet _last = new();
    private GramSet _current = new();

    /// <summary>Whether no line was kept yet.</summary>
    internal bool IsFirst => _last.Count == 0;

    internal void Begin() => _last.Clear(0);

    /// <summary>The similarity of a line to the last for which <see cref="Keep"/> was called; 0 for the first.</summary>
    internal double SimilarityToLast(ReadOnlySpan<byte> line)
    {
        _characters.Decode(line);
        ReadOnlySpan<int> items = _characters.Items;
        int grams = Math.Max(1, items.Length - N + 1);
        _current.Clear(grams);
        int shared = 0;
        for (int i = 0; i < grams; i++)
        {
            UInt128 gram = 0;
            foreach (int character in items[i..Math.Min(items.Length, i + N)])
            {
                gram = (gram << 24) | ((uint)character + 1 & 0xFF_FFFF);
            }

            shared += _current.Add(gram) && _last.Contains(gram) ? 1 : 0;
        }

        return (double)shared / (_current.Count + _last.Count - shared);
    }

    /// <summary>The line that was asked for last stays: the next is compared with it.</summary>
    internal void Keep() => (_last, _current) = (_current, _last);

    /// <summary>A set in open addressing, with a stamp in place of clearing.</summary>
    private sealed class GramSet
    {
        private UInt128[] _grams = new UInt128[64];
        private int[] _stamps = new int[64];
        private int _stamp;

        public int Count { get; private set; }

        public void Clear(int expected)
        {
            Count = 0;
            if (_grams.Length < 2 * expected)
            {
                int size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * expected));
                _grams = new UInt128[size];
                _stamps = new int[size];
                _stamp = 0;
            }

            if (++_stamp == int.MaxValue)
            {
                _stamps.AsSpan().Clear();
                _stamp = 1;
            }
        }

        public bool Add(UInt128 gram)
        {
            int slot = Find(gram);
            if (_stamps[slot] == _stamp)
            {
                return false;
            }

            _stamps[slot] = _stamp;
            _grams[slot] = gram;
            Count++;
            return true;
        }

        public bool Contains(UInt128 gram) => Count > 0 && _stamps[Find(gram)] == _stamp;

        private int Find(UInt128 gram)
        {
            ulong hash = ((ulong)gram ^ ((ulong)(gram >> 64) * 0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93;
            int slot = (int)(hash >> 32) & (_grams.Length - 1);
            while (_stamps[slot] == _stamp && _grams[slot] != gram)
            {
                slot = (slot + 1) & (_grams.Length - 1);
            }

            return slot;
        }
    }
}
