using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>A list of words that must not be in a text: a file with one word or phrase on each line, in lower case.</summary>
/// <remarks>
/// As for all lists, lines that begin with <c>#</c> are comments, white space around an entry is ignored, and <c>.gz</c> and <c>.zst</c> files are decompressed. Four entries of the usual Japanese and Chinese lists, each of which is part of
/// many harmless words, are left out, as in C4: "sm", "グロ", "女の子", "性".
/// </remarks>
public sealed unsafe class BadWordList : IService<BadWordList>
{
    private readonly ulong[] _pairs = new ulong[1024]; // a bit for each pair of bytes that a word begins with
    private readonly Node[] _nodes; // the words as a tree; 0 is the root
    private readonly SubstringAutomaton _anywhere;

    private BadWordList(List<byte[]> words)
    {
        List<Node> nodes = [default];
        foreach (byte[] word in words)
        {
            Add(nodes, word);
            for (int second = word.Length > 1 ? word[1] : 0; second <= (word.Length > 1 ? word[1] : 255); second++)
            {
                int pair = word[0] | (second << 8);
                _pairs[pair >> 6] |= 1UL << (pair & 63);
            }
        }

        _nodes = [.. nodes];
        _anywhere = new SubstringAutomaton(words, static value => value);
        Count = words.Count;
    }

    private struct Node
    {
        public byte Value;
        public bool Ends;
        public int FirstChild; // 0: none
        public int NextSibling; // 0: none
    }

    /// <summary>What must stand around a word.</summary>
    internal interface IBorders
    {
        /// <summary>Where a block has characters of ASCII that a word cannot follow.</summary>
        static abstract ulong Inside<TBlock>(TBlock block)
            where TBlock : struct, IByteBlock<TBlock>;

        /// <summary>Whether a word may begin at <paramref name="p"/>.</summary>
        static abstract bool Before(byte* start, byte* p);

        /// <summary>Whether a word may end before <paramref name="p"/>.</summary>
        static abstract bool After(byte* p, byte* end);
    }

    /// <summary>The number of words.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public static BadWordList Load(in ServiceRequest request)
    {
        HashSet<string> seen = ["sm", "グロ", "女の子", "性"];
        List<byte[]> words = [];
        ListFile.Read(request.Path, word =>
        {
            if (seen.Add(System.Text.Encoding.UTF8.GetString(word)))
            {
                words.Add(word.ToArray());
            }
        });
        return new BadWordList(words);
    }

    /// <summary>Whether one of the words is in a text in lower case, whatever stands around it.</summary>
    internal bool IsIn(ReadOnlySpan<byte> lower) => _anywhere.IsMatch(lower);

    /// <summary>The first word between borders of a text in lower case; of no length if there is none.</summary>
    internal TextSpan Find<TBorders>(PaddedText lower)
        where TBorders : struct, IBorders => TextKernels.Best switch
        {
            TextKernel.Vector512 => Find<ByteBlock512, TBorders>(lower),
            TextKernel.Vector256 => Find<ByteBlock256, TBorders>(lower),
            TextKernel.Vector128 => Find<ByteBlock128, TBorders>(lower),
            _ => Find<ByteBlockScalar, TBorders>(lower),
        };

    /// <summary>The same with the instructions of a block.</summary>
    internal TextSpan Find<TBlock, TBorders>(PaddedText lower)
        where TBlock : struct, IByteBlock<TBlock>
        where TBorders : struct, IBorders
    {
        byte* start = lower.Start;
        byte* end = start + lower.Length;
        ulong before = 0;
        for (byte* p = start; p < end; p += 64)
        {
            TBlock block = TBlock.Load(p);
            ulong inside = TBorders.Inside(block);
            ulong places = ~((inside << 1) | before) & ~block.InRange(0x80, 0xBF);
            before = inside >> 63;
            for (; places != 0; places &= places - 1)
            {
                byte* place = p + BitOperations.TrailingZeroCount(places);
                int pair = Unsafe.ReadUnaligned<ushort>(place);
                if ((_pairs[pair >> 6] & (1UL << (pair & 63))) != 0 && place < end && LengthAt<TBorders>(start, place, end) is > 0 and int length)
                {
                    return new TextSpan((int)(place - start), length);
                }
            }
        }

        return default;
    }

    private int LengthAt<TBorders>(byte* start, byte* place, byte* end)
        where TBorders : struct, IBorders
    {
        if (!TBorders.Before(start, place))
        {
            return 0;
        }

        int node = 0;
        for (byte* p = place; p < end; p++)
        {
            node = Child(node, *p);
            if (node == 0)
            {
                return 0;
            }

            if (_nodes[node].Ends && TBorders.After(p + 1, end))
            {
                return (int)(p + 1 - place);
            }
        }

        return 0;
    }

    private int Child(int node, byte value)
    {
        int child = _nodes[node].FirstChild;
        while (child != 0 && _nodes[child].Value != value)
        {
            child = _nodes[child].NextSibling;
        }

        return child;
    }

    private static void Add(List<Node> nodes, byte[] word)
    {
        int at = 0;
        foreach (byte value in word)
        {
            int child = nodes[at].FirstChild;
            while (child != 0 && nodes[child].Value != value)
            {
                child = nodes[child].NextSibling;
            }

            if (child == 0)
            {
                child = nodes.Count;
                nodes.Add(new Node { Value = value, NextSibling = nodes[at].FirstChild });
                nodes[at] = nodes[at] with { FirstChild = child };
            }

            at = child;
        }

        nodes[at] = nodes[at] with { Ends = true };
    }
}
