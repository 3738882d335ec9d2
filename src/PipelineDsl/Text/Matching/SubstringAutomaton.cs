using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Finds any of many strings inside a text in one pass: the automaton of Aho and Corasick (1975), with all transitions worked out.</summary>
/// <remarks>
/// <para>Bytes are first mapped to symbols: those that no pattern has are symbol 0, and some bytes may be left out altogether, as if the text did not have them. A row of the table has an entry
/// for each symbol, so the loop is two look-ups for each byte. Memory is 4 · symbols bytes for each state.</para>
/// <para>The search stops at the first match, so states behind a match are left out: a pattern that has another one inside it needs no states of its own behind that.</para>
/// </remarks>
internal sealed class SubstringAutomaton
{
    /// <summary>In a map of bytes: the byte is left out.</summary>
    public const short Skipped = -1;

    private const int Match = -1;

    private readonly short[] _symbols;
    private readonly bool _findsAny;
    private readonly int[] _next; // by state (a multiple of the row's length) and symbol: the next state, or Match

    /// <summary>Builds the automaton.</summary>
    /// <param name="patterns">The strings to find, in bytes as <paramref name="map"/> gives them; empty ones are ignored.</param>
    /// <param name="map">What each byte of a text counts as, or <see cref="Skipped"/>; such as its lower case.</param>
    public SubstringAutomaton(IEnumerable<byte[]> patterns, Func<byte, short> map)
    {
        List<byte[]> all = [.. patterns];
        _findsAny = all.Exists(static p => p.Length > 0);
        short[] symbolOf = new short[256];
        short symbols = 1;
        foreach (byte[] pattern in all)
        {
            foreach (byte b in pattern)
            {
                symbolOf[b] = symbolOf[b] == 0 ? symbols++ : symbolOf[b];
            }
        }

        _symbols = new short[256];
        for (int b = 0; b < 256; b++)
        {
            short mapped = map((byte)b);
            _symbols[b] = mapped == Skipped ? Skipped : symbolOf[mapped];
        }

        List<int[]> rows = Trie(all, symbolOf, symbols);
        Complete(rows, symbols);
        _next = new int[rows.Count * symbols];
        for (int state = 0; state < rows.Count; state++)
        {
            for (int s = 0; s < symbols; s++)
            {
                _next[(state * symbols) + s] = rows[state][s] == Match ? Match : rows[state][s] * symbols;
            }
        }

        States = rows.Count;
    }

    /// <summary>The number of states.</summary>
    public int States { get; }

    /// <summary>Whether one of the strings is in the text.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text) => EndOfFirst(text) >= 0;

    /// <summary>Where the match ends that ends first; -1 if there is none.</summary>
    public int EndOfFirst(ReadOnlySpan<byte> text)
    {
        if (!_findsAny)
        {
            return -1;
        }

        int state = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int symbol = _symbols[text[i]];
            if (symbol == Skipped)
            {
                continue;
            }

            state = _next[state + symbol];
            if (state == Match)
            {
                return i + 1;
            }
        }

        return -1;
    }

    /// <summary>The patterns as a tree; 0 (the root) stands for a step that leads out of it.</summary>
    private static List<int[]> Trie(List<byte[]> patterns, short[] symbolOf, int symbols)
    {
        List<int[]> rows = [new int[symbols]];
        foreach (byte[] pattern in patterns)
        {
            int state = 0;
            for (int i = 0; i < pattern.Length && state != Match; i++)
            {
                ref int next = ref rows[state][symbolOf[pattern[i]]];
                if (i == pattern.Length - 1)
                {
                    next = Match;
                }
                else if (next == 0)
                {
                    next = rows.Count;
                    rows.Add(new int[symbols]);
                }

                state = next;
            }
        }

        return rows;
    }

    /// <summary>Fills in, breadth first, where a step leads that leaves the tree: where it leads from the longest proper suffix that is in the tree.</summary>
    private static void Complete(List<int[]> rows, int symbols)
    {
        int[] suffix = new int[rows.Count];
        Queue<int> open = [];
        open.Enqueue(0);
        while (open.TryDequeue(out int state))
        {
            for (int s = 0; s < symbols; s++)
            {
                int beyond = state == 0 ? 0 : rows[suffix[state]][s];
                int next = rows[state][s];
                if (next == Match)
                {
                    continue;
                }

                if (next == 0 || beyond == Match)
                {
                    rows[state][s] = beyond;
                }
                else
                {
                    suffix[next] = beyond;
                    open.Enqueue(next);
                }
            }
        }
    }
}
