using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>A trie over bytes in which a step is one look-up: the child of a node stands at the node's base combined with the byte by exclusive or, and knows its parent (Aoe 1989).</summary>
internal sealed class DoubleArray
{
    private Node[] _nodes = new Node[1024];
    private int _firstFree = 1; // no place before it is free

    /// <summary>Builds the trie.</summary>
    /// <param name="strings">The strings, none empty, and their values, none negative.</param>
    /// <exception cref="InvalidDataException">Two strings are equal.</exception>
    public DoubleArray(IReadOnlyList<(byte[] Text, int Value)> strings)
    {
        (byte[] Text, int Value)[] sorted = [.. strings];
        Array.Sort(sorted, static (a, b) => a.Text.AsSpan().SequenceCompareTo(b.Text));
        _nodes.AsSpan().Fill(new Node { Parent = -1, Value = -1 });
        _nodes[0].Parent = 0;
        Stack<(int Node, int From, int To, int Depth)> open = [];
        open.Push((0, 0, sorted.Length, 0));
        List<(byte Label, int From, int To)> children = [];
        while (open.TryPop(out (int Node, int From, int To, int Depth) range))
        {
            int from = range.From;
            if (from < range.To && sorted[from].Text.Length == range.Depth)
            {
                _nodes[range.Node].Value = sorted[from++].Value;
                if (from < range.To && sorted[from].Text.Length == range.Depth)
                {
                    throw new InvalidDataException($"the pieces {sorted[from - 1].Value} and {sorted[from].Value} are equal");
                }
            }

            children.Clear();
            for (int i = from; i < range.To; i++)
            {
                byte label = sorted[i].Text[range.Depth];
                if (children.Count == 0 || children[^1].Label != label)
                {
                    children.Add((label, i, i + 1));
                }
                else
                {
                    children[^1] = (label, children[^1].From, i + 1);
                }
            }

            if (children.Count == 0)
            {
                continue;
            }

            int place = Place(children);
            _nodes[range.Node].Base = place;
            foreach ((byte label, int first, int last) in children)
            {
                int child = place ^ label;
                _nodes[child].Parent = range.Node;
                open.Push((child, first, last, range.Depth + 1));
            }
        }
    }

    private struct Node
    {
        public int Base;
        public int Parent;
        public int Value;
    }

    /// <summary>Goes from a node to a child; the root is 0.</summary>
    /// <param name="node">The node, then the child.</param>
    /// <param name="label">The byte.</param>
    /// <param name="value">The value of the string that ends at the child, or -1.</param>
    /// <returns>Whether there is such a child.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryStep(ref int node, byte label, out int value)
    {
        Node[] nodes = _nodes;
        int child = nodes[node].Base ^ label;
        ref Node next = ref nodes[child];
        value = next.Value;
        bool found = child != 0 && next.Parent == node;
        node = child;
        return found;
    }

    private int Place(List<(byte Label, int From, int To)> children)
    {
        while (_firstFree < _nodes.Length && _nodes[_firstFree].Parent >= 0)
        {
            _firstFree++;
        }

        int tries = 0;
        for (int free = _firstFree; ; free++)
        {
            Grow(free | 0xFF);
            if (_nodes[free].Parent >= 0)
            {
                continue;
            }

            int place = free ^ children[0].Label;
            Grow(place | 0xFF);
            bool fits = true;
            foreach ((byte label, _, _) in children)
            {
                int at = place ^ label;
                fits &= at != 0 && _nodes[at].Parent < 0;
            }

            if (fits)
            {
                return place;
            }

            // Places that nothing fits into any more are given up, so that building stays linear.
            if (++tries == 256)
            {
                _firstFree = free;
            }
        }
    }

    private void Grow(int last)
    {
        int length = _nodes.Length;
        if (last >= length)
        {
            Array.Resize(ref _nodes, Math.Max(last + 1, 2 * length));
            _nodes.AsSpan(length).Fill(new Node { Parent = -1, Value = -1 });
        }
    }
}
