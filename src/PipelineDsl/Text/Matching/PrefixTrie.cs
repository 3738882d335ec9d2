using System;
using System.Collections.Generic;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Finds the longest of many byte strings that begins at a place: a trie whose edges lie in one hash table. Immutable.</summary>
internal sealed class PrefixTrie
{
    private readonly bool[] _first = new bool[256];
    private readonly long[] _edges; // the state before and the byte, plus 1; 0 in an empty place
    private readonly int[] _next;
    private readonly int[] _values; // by state: the string that ends there, or -1
    private readonly int _mask;

    /// <summary>Builds the trie.</summary>
    /// <param name="strings">The strings; empty ones are never found, of equal ones the first is.</param>
    public PrefixTrie(IReadOnlyList<byte[]> strings)
    {
        int bytes = 0;
        foreach (byte[] text in strings)
        {
            bytes += text.Length;
        }

        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * bytes) + 2);
        _mask = capacity - 1;
        _edges = new long[capacity];
        _next = new int[capacity];
        List<int> values = [-1];
        for (int i = 0; i < strings.Count; i++)
        {
            int state = 0;
            foreach (byte b in strings[i])
            {
                int place = Place(state, b);
                if (_edges[place] == 0)
                {
                    _edges[place] = Edge(state, b);
                    _next[place] = values.Count;
                    values.Add(-1);
                }

                state = _next[place];
            }

            if (strings[i].Length > 0)
            {
                _first[strings[i][0]] = true;
                values[state] = values[state] < 0 ? i : values[state];
            }
        }

        _values = [.. values];
    }

    /// <summary>Whether some string begins with a byte.</summary>
    public bool MayBegin(byte first) => _first[first];

    /// <summary>The longest string that <paramref name="text"/> begins with.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Its length in bytes, or 0.</param>
    /// <returns>Its place in the list, or -1.</returns>
    public int Longest(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        int found = -1;
        int state = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int place = Place(state, text[i]);
            if (_edges[place] == 0)
            {
                break;
            }

            state = _next[place];
            if (_values[state] >= 0)
            {
                found = _values[state];
                length = i + 1;
            }
        }

        return found;
    }

    private static long Edge(int state, byte b) => ((long)state << 8) + b + 1;

    private int Place(int state, byte b)
    {
        long edge = Edge(state, b);
        int place = (int)((ulong)(edge * unchecked((long)0x9E3779B97F4A7C15UL)) >> 33) & _mask;
        while (_edges[place] != 0 && _edges[place] != edge)
        {
            place = (place + 1) & _mask;
        }

        return place;
    }
}
