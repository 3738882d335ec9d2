using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Finds where words begin and end: runs of word characters, and characters that are words of their own (<see cref="WordCharacters"/>).</summary>
/// <remarks>
/// As with the scanner's class masks, 64 bytes at a time are compared as ASCII, and blocks with other bytes are patched character by character. A bit of the run mask says that a byte belongs to a
/// word of several characters: its edges are the words' borders. Characters that are words of their own add borders to that. Bytes that are no UTF-8 belong to no word.
/// </remarks>
internal unsafe struct WordEdges
{
    /// <summary>The most words that a block can begin or end.</summary>
    public const int MostInBlock = 33;

    private ulong _inside; // 1 if the block before ends inside a word of several characters
    private ulong _run; // bytes of a character that the block before began
    private ulong _ends; // ends of words of one character that the block before began

    /// <summary>Writes the starts and the ends of words in some blocks.</summary>
    /// <param name="kernel">The instructions to use.</param>
    /// <param name="compress">Whether positions are written with AVX-512 VBMI2.</param>
    /// <param name="text">The text, followed by padding.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="firstBlock">The first block; those before it have been written.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="starts">Where to write starts; moved behind the last. Needs room for <see cref="MaskPositions.Room"/> more.</param>
    /// <param name="ends">The same of ends.</param>
    public void Write(TextKernel kernel, bool compress, byte* text, int length, int firstBlock, int blocks, ref int* starts, ref int* ends)
    {
        switch (kernel)
        {
            case TextKernel.Vector512 when compress:
                Kernel<ByteBlock512, MaskPositions.Compressed>.Write(ref this, text, length, firstBlock, blocks, ref starts, ref ends);
                break;
            case TextKernel.Vector512:
                Kernel<ByteBlock512, MaskPositions.Plain>.Write(ref this, text, length, firstBlock, blocks, ref starts, ref ends);
                break;
            case TextKernel.Vector256:
                Kernel<ByteBlock256, MaskPositions.Plain>.Write(ref this, text, length, firstBlock, blocks, ref starts, ref ends);
                break;
            case TextKernel.Vector128:
                Kernel<ByteBlock128, MaskPositions.Plain>.Write(ref this, text, length, firstBlock, blocks, ref starts, ref ends);
                break;
            default:
                Kernel<ByteBlockScalar, MaskPositions.Plain>.Write(ref this, text, length, firstBlock, blocks, ref starts, ref ends);
                break;
        }
    }

    /// <summary>The loop over blocks.</summary>
    private readonly struct Kernel<TBlock, TWriter>
        where TBlock : struct, IByteBlock<TBlock>
        where TWriter : struct, MaskPositions.IWriter
    {
        public static void Write(ref WordEdges edges, byte* text, int length, int firstBlock, int blocks, ref int* starts, ref int* ends)
        {
            int* start = starts;
            int* end = ends;
            ulong inside = edges._inside;
            int at = 64 * firstBlock;
            for (int b = 0; b < blocks; b++, at += 64)
            {
                TBlock block = TBlock.Load(text + at);
                ulong run = block.Letters() | block.InRange((byte)'0', (byte)'9') | block.Equal((byte)'_');
                ulong high = block.NonAscii();
                ulong singleStarts = 0;
                ulong singleEnds = 0;
                if ((high | edges._run | edges._ends) != 0)
                {
                    Patch<TBlock>(ref edges, text, at, text + length, high, ref run, out singleStarts, out singleEnds);
                }

                ulong before = (run << 1) | inside;
                inside = run >> 63;
                start = TWriter.Write((run & ~before) | singleStarts, at, start);
                end = TWriter.Write((before & ~run) | singleEnds, at, end);
            }

            edges._inside = inside;
            starts = start;
            ends = end;
        }
    }

    /// <summary>Adds the characters of several bytes that begin in a block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Patch<TBlock>(ref WordEdges edges, byte* text, int at, byte* textEnd, ulong high, ref ulong run, out ulong singleStarts, out ulong singleEnds)
        where TBlock : struct, IByteBlock<TBlock>
    {
        byte* source = text + at;
        TBlock block = TBlock.Load(source);
        ulong runBits = run | edges._run;
        ulong ends = edges._ends;
        edges._run = 0;

        // The leads E5 to E9 with two bytes behind them (U+5000 to U+9FFF, most of any Chinese text) are words of their own without a look-up.
        ulong ideographs = block.InRange(0xE5, 0xE9);
        if (ideographs != 0)
        {
            ideographs &= TBlock.Load(source + 1).InRange(0x80, 0xBF) & TBlock.Load(source + 2).InRange(0x80, 0xBF);
        }

        ulong starts = ideographs;
        ends |= ideographs << 3;
        ulong endsBehind = ideographs >> 61;
        for (ulong leads = high & ~block.InRange(0x80, 0xBF) & ~ideographs; leads != 0; leads &= leads - 1)
        {
            int place = BitOperations.TrailingZeroCount(leads);
            int c = Utf8Character.Read(source + place, textEnd, out int length);
            if (c < 0 || !WordCharacters.IsWord(c))
            {
                continue;
            }

            if (WordCharacters.IsSingle(c))
            {
                starts |= 1UL << place;
                int end = place + length;
                ends |= end < 64 ? 1UL << end : 0;
                endsBehind |= end < 64 ? 0 : 1UL << (end - 64);
                continue;
            }

            ulong bytes = (1UL << length) - 1;
            runBits |= bytes << place;
            edges._run |= place + length > 64 ? bytes >> (64 - place) : 0;
        }

        edges._ends = endsBehind;
        run = runBits;
        singleStarts = starts;
        singleEnds = ends;
    }
}
