using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text;

namespace PipelineDsl;

/// <summary>The Public Suffix List: under which names the public may register domains.</summary>
/// <remarks>
/// <para>The rules lie in the assembly as a tree of labels (see <see cref="Tree"/>). At the first use it becomes one hash table whose keys are a node and the label that leads on; from
/// then on nothing is allocated.</para>
/// <para>A label is found in lower case (also outside ASCII, as far as labels of the list are concerned) and in either spelling: Unicode, or Punycode after <c>xn--</c>.</para>
/// </remarks>
internal static partial class PublicSuffixes
{
    /// <summary>No label of a domain name is longer, and none of the list has more bytes.</summary>
    private const int LongestLabel = 128;

    private const ulong HashStart = 0xCBF29CE484222325;
    private const ulong HashFactor = 0x100000001B3;

    /// <summary>The rules that end at a node.</summary>
    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Suffix = 1,
        Wildcard = 2,
        Exception = 4,
        PrivateSuffix = 8,
        PrivateWildcard = 16,
        PrivateException = 32,
    }

    private readonly record struct Node(Marks Rules);

    private readonly record struct Edge(int From, int LabelStart, int LabelLength, int To);

    /// <summary>Where the public suffix of a host name begins.</summary>
    /// <param name="host">The name, labels separated by full stops, in any case.</param>
    /// <param name="withPrivate">Whether rules of the private section (such as <c>blogspot.com</c>) count.</param>
    /// <returns>The place of the suffix's first byte; the name's length if there is no suffix.</returns>
    /// <remarks>Among the rules that match, that with the most labels counts; an exception's suffix is what follows its first label.</remarks>
    public static int Find(ReadOnlySpan<byte> host, bool withPrivate)
    {
        Marks allowed = withPrivate ? (Marks)0x3F : Marks.Suffix | Marks.Wildcard | Marks.Exception;
        int suffix = host.Length;
        int node = 0;
        Marks parent = Marks.None;
        for (int end = host.Length; end >= 0;)
        {
            int start = host[..end].LastIndexOf((byte)'.') + 1;
            if ((parent & (Marks.Wildcard | Marks.PrivateWildcard)) != 0)
            {
                suffix = start;
            }

            node = Child(node, host[start..end]);
            if (node < 0)
            {
                break;
            }

            parent = Tables.Nodes[node].Rules & allowed;
            if ((parent & (Marks.Exception | Marks.PrivateException)) != 0)
            {
                suffix = end + 1; // an exception has labels before and after it
            }
            else if ((parent & (Marks.Suffix | Marks.PrivateSuffix)) != 0)
            {
                suffix = start;
            }

            end = start - 1;
        }

        return suffix;
    }

    /// <summary>The node that a label leads to, or -1.</summary>
    private static int Child(int node, ReadOnlySpan<byte> label)
    {
        if (label.IsEmpty || label.Length > LongestLabel)
        {
            return -1;
        }

        Span<byte> lower = stackalloc byte[LongestLabel];
        int length = ToLower(label, lower, out ulong hash);
        if (length > 4 && lower.StartsWith("xn--"u8) && !Ascii.IsValid(label))
        {
            return -1; // the Kelvin sign is a k in lower case, but no character of Punycode
        }

        Edge[] edges = Tables.Edges;
        for (int slot = Slot(hash, node, edges.Length); edges[slot].LabelLength != 0; slot = (slot + 1) & (edges.Length - 1))
        {
            ref readonly Edge edge = ref edges[slot];
            if (edge.From == node && Tree.Slice(edge.LabelStart, edge.LabelLength).SequenceEqual(lower[..length]))
            {
                return edge.To;
            }
        }

        return -1;
    }

    /// <summary>Lower-cases a label as far as it could then be one of the list.</summary>
    private static int ToLower(ReadOnlySpan<byte> label, Span<byte> lower, out ulong hash)
    {
        hash = HashStart;
        int length = 0;
        for (int i = 0; i < label.Length;)
        {
            byte b = label[i];
            if (b < 0x80)
            {
                b |= (byte)(b is >= (byte)'A' and <= (byte)'Z' ? 0x20 : 0);
                lower[length++] = b;
                hash = Step(hash, b);
                i++;
                continue;
            }

            _ = Rune.DecodeFromUtf8(label[i..], out Rune rune, out int used);
            ReadOnlySpan<byte> bytes = Tables.Folds.TryGetValue(rune.Value, out byte[]? fold) ? fold : label.Slice(i, used);
            foreach (byte folded in bytes)
            {
                lower[length++] = folded;
                hash = Step(hash, folded);
            }

            i += used;
        }

        return length;
    }

    private static ulong Step(ulong hash, byte value) => (hash ^ value) * HashFactor;

    private static int Slot(ulong hash, int node, int slots)
    {
        ulong mixed = (hash ^ (ulong)(uint)node) * 0x9E3779B97F4A7C15;
        return (int)(mixed >> 32) & (slots - 1);
    }

    private static void ReadChildren(int parent, ref int at, List<Node> nodes, List<Edge> edges)
    {
        ReadOnlySpan<byte> tree = Tree;
        while (at < tree.Length && tree[at] != (byte)')')
        {
            int node = nodes.Count;
            nodes.Add(default);
            ReadSpelling(parent, node, ref at, edges);
            if (tree[at] == (byte)'|')
            {
                at++;
                ReadSpelling(parent, node, ref at, edges);
            }

            nodes[node] = new Node(ReadMarks(ref at));
            if (tree[at] == (byte)'(')
            {
                at++;
                ReadChildren(node, ref at, nodes, edges);
                at++;
            }

            if (tree[at] == (byte)',')
            {
                at++;
            }
        }
    }

    private static void ReadSpelling(int parent, int node, ref int at, List<Edge> edges)
    {
        int start = at;
        while (Tree[at] is not ((byte)'|' or (byte)'.' or (byte)':' or (byte)'*' or (byte)'!' or (byte)'(' or (byte)',' or (byte)')'))
        {
            at++;
        }

        edges.Add(new Edge(parent, start, at - start, node));
    }

    private static Marks ReadMarks(ref int at)
    {
        Marks rules = Marks.None;
        Marks kind = Marks.Suffix;
        for (; ; at++)
        {
            switch (Tree[at])
            {
                case (byte)'*':
                    kind = Marks.Wildcard;
                    break;
                case (byte)'!':
                    kind = Marks.Exception;
                    break;
                case (byte)'.':
                    rules |= kind;
                    kind = Marks.Suffix;
                    break;
                case (byte)':':
                    rules |= (Marks)((int)kind << 3);
                    kind = Marks.Suffix;
                    break;
                default:
                    return rules;
            }
        }
    }

    /// <summary>What the list becomes. A class of its own: methods of a class whose static fields are being made look for them the long way, at each access.</summary>
    private static class Tables
    {
        public static readonly Node[] Nodes;
        public static readonly Edge[] Edges; // by hash; open addressing, Length is a power of two
        public static readonly Dictionary<int, byte[]> Folds;

        static Tables()
        {
            List<Node> nodes = [default];
            List<Edge> edges = [];
            int at = 0;
            ReadChildren(0, ref at, nodes, edges);
            Edge[] table = new Edge[BitOperations.RoundUpToPowerOf2((uint)(2 * edges.Count))];
            foreach (Edge edge in edges)
            {
                ulong hash = HashStart;
                foreach (byte b in Tree.Slice(edge.LabelStart, edge.LabelLength))
                {
                    hash = Step(hash, b);
                }

                int slot = Slot(hash, edge.From, table.Length);
                while (table[slot].LabelLength != 0)
                {
                    slot = (slot + 1) & (table.Length - 1);
                }

                table[slot] = edge;
            }

            Dictionary<int, byte[]> lower = [];
            for (ReadOnlySpan<byte> folds = PublicSuffixes.Folds; !folds.IsEmpty;)
            {
                _ = Rune.DecodeFromUtf8(folds, out Rune upper, out int upperLength);
                _ = Rune.DecodeFromUtf8(folds[upperLength..], out _, out int lowerLength);
                lower.Add(upper.Value, folds.Slice(upperLength, lowerLength).ToArray());
                folds = folds[(upperLength + lowerLength)..];
            }

            Nodes = [.. nodes];
            Edges = table;
            Folds = lower;
        }
    }
}
