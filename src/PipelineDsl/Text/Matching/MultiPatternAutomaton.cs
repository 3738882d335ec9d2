using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Finds all occurrences of many byte strings in one pass: the automaton of Aho and Corasick (1975), with all transitions worked out.</summary>
/// <remarks>Bytes that no pattern has share one column of the table, whose memory is 4 · columns bytes for each state. At a place where several patterns end all are told, the longest first.</remarks>
internal sealed class MultiPatternAutomaton
{
    private const int FirstSize = 64;

    private readonly byte[] _columns = new byte[256];
    private readonly int _width;
    private readonly int[] _next; // by state times the width, and column
    private readonly int[] _patternAt; // by state: the pattern that ends there, or -1
    private readonly int[] _shorter; // by state: the next state along the suffixes in which a pattern ends, or 0

    /// <summary>Builds the automaton.</summary>
    /// <param name="patterns">The strings to find: none empty, none twice.</param>
    public MultiPatternAutomaton(IReadOnlyList<byte[]> patterns)
    {
        Count = patterns.Count;
        int width = 1;
        foreach (byte b in patterns.SelectMany(static p => p))
        {
            _columns[b] = _columns[b] == 0 && width < 256 ? (byte)width++ : _columns[b];
        }

        _width = width;
        List<int> next = [.. new int[width]];
        List<int> patternAt = [-1];
        for (int pattern = 0; pattern < patterns.Count; pattern++)
        {
            int state = 0;
            foreach (byte b in patterns[pattern])
            {
                int cell = (state * width) + _columns[b];
                if (next[cell] == 0)
                {
                    next[cell] = patternAt.Count;
                    patternAt.Add(-1);
                    next.AddRange(new int[width]);
                }

                state = next[cell];
            }

            patternAt[state] = pattern;
        }

        _next = [.. next];
        _patternAt = [.. patternAt];
        _shorter = new int[patternAt.Count];
        Complete();
    }

    /// <summary>Takes a match; false ends the search.</summary>
    /// <typeparam name="TState">What the search carries along.</typeparam>
    internal delegate bool MatchAction<TState>(int pattern, int end, ref TState state)
        where TState : allows ref struct;

    /// <summary>The number of patterns.</summary>
    public int Count { get; }

    /// <summary>Tells all matches, in the order of their ends.</summary>
    public void Find<TState>(ReadOnlySpan<byte> text, MatchAction<TState> match, ref TState carried)
        where TState : allows ref struct
    {
        if (Count == 0)
        {
            return;
        }

        int state = 0;
        for (int i = 0; i < text.Length; i++)
        {
            state = _next[(state * _width) + _columns[text[i]]];
            for (int at = _patternAt[state] >= 0 ? state : _shorter[state]; at != 0; at = _shorter[at])
            {
                if (!match(_patternAt[at], i + 1, ref carried))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Fills in, breadth first, where a step leads that leaves the tree: where it leads from the longest proper suffix that is in the tree.</summary>
    private void Complete()
    {
        int[] suffix = new int[_patternAt.Length];
        Queue<int> open = new(FirstSize);
        open.Enqueue(0);
        while (open.TryDequeue(out int state))
        {
            for (int column = 0; column < _width; column++)
            {
                ref int next = ref _next[(state * _width) + column];
                int beyond = state == 0 ? 0 : _next[(suffix[state] * _width) + column];
                if (next == 0)
                {
                    next = beyond;
                }
                else
                {
                    suffix[next] = beyond;
                    _shorter[next] = _patternAt[beyond] >= 0 ? beyond : _shorter[beyond];
                    open.Enqueue(next);
                }
            }
        }
    }
}
