using System;

namespace PipelineDsl;

/// <summary>Words as the runs of characters that are not white space (Python's <c>str.split</c>; what Dolma, RedPajama and C4 count).</summary>
/// <remarks>White space are the 29 characters of Python's <c>str.isspace</c>: U+001C to U+001F, U+0085, U+00A0 and U+3000 are, U+200B is not.</remarks>
public sealed unsafe class WhitespaceWords : ISegmenter
{
    private const int ChunkBytes = 64 * ClassRows.Words;

    private readonly ClassMasks _masks;
    private readonly bool _compress;

    /// <summary>Creates a segmenter that uses the best instructions of this machine.</summary>
    public WhitespaceWords()
        : this(TextKernels.Best)
    {
    }

    internal WhitespaceWords(TextKernel kernel)
    {
        _masks = new ClassMasks(kernel);
        _compress = kernel == TextKernel.Vector512 && MaskPositions.CanCompress;
    }

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        _masks.Begin(text.Start, text.Length);
        ulong before = 0; // the last block's last byte is in a word
        for (int c = 0; c < _masks.Chunks; c++)
        {
            ulong* spaces = _masks.Of<Spaces>(c);
            int blocks = _masks.BlocksOf(c);
            segments.Reserve((32 * blocks) + 1 + MaskPositions.Room, out Span<int> starts, out Span<int> ends);
            fixed (int* firstStart = starts, firstEnd = ends)
            {
                int* start = firstStart + before; // that of a word which goes on from the chunk before is there already
                int* end = _compress
                    ? Edges<MaskPositions.Compressed>(spaces, blocks, c * ChunkBytes, start, firstEnd, ref before)
                    : Edges<MaskPositions.Plain>(spaces, blocks, c * ChunkBytes, start, firstEnd, ref before);
                segments.Advance((int)(end - firstEnd));
            }
        }
    }

    private static int* Edges<TWriter>(ulong* spaces, int blocks, int at, int* start, int* end, ref ulong before)
        where TWriter : struct, MaskPositions.IWriter
    {
        ulong last = before;
        for (int b = 0; b < blocks; b++)
        {
            ulong inside = ~spaces[b];
            ulong shifted = (inside << 1) | last;
            last = inside >> 63;
            start = TWriter.Write(inside & ~shifted, at, start);
            end = TWriter.Write(shifted & ~inside, at, end);
            at += 64;
        }

        before = last;
        return end;
    }

    private readonly struct Spaces : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Space;
    }
}
