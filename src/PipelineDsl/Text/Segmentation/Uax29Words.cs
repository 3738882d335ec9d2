using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Words by the default word boundaries of UAX #29, Unicode 15.0, without tailoring and dictionary; punctuation and symbols are words of their own, white space is none.</summary>
/// <remarks>
/// What stands between two boundaries is stripped of white space (Python's <c>str.strip</c>) and dropped if nothing is left. Thai, Lao and Khmer letters, ideographs and Hiragana are words
/// each by itself; a run of Katakana is one word.
/// ASCII is cut 64 bytes at a time by arithmetic on bit masks; from the last sure boundary before another character on, a table of states takes over until ASCII follows again.
/// </remarks>
public sealed unsafe class Uax29Words : ISegmenter
{
    private const int BlocksAtOnce = 16;

    private readonly TextKernel _kernel;

    /// <summary>Creates a segmenter that uses the best instructions of this machine.</summary>
    public Uax29Words()
        : this(TextKernels.Best)
    {
    }

    internal Uax29Words(TextKernel kernel) => _kernel = kernel;

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        byte* p = text.Start;
        byte* end = p + text.Length;
        while (p < end)
        {
            p = SplitAscii(text.Start, p, end, segments, out byte* foreign);
            if (p < end)
            {
                p = SplitOther(text.Start, p, end, foreign, segments);
            }
        }
    }

    /// <summary>Adds what lies between the raw boundaries, white space too: the rules as they are.</summary>
    internal static void SplitRaw(PaddedText text, SegmentList segments) => _ = Walk<Raw>(text.Start, text.Start, text.Start + text.Length, text.Start + text.Length, segments);

    private byte* SplitAscii(byte* text, byte* p, byte* end, SegmentList segments, out byte* foreign) => _kernel switch
    {
        TextKernel.Vector512 when MaskPositions.CanCompress => SplitAscii<ByteBlock512, MaskPositions.Compressed>(text, p, end, segments, out foreign),
        TextKernel.Vector512 => SplitAscii<ByteBlock512, MaskPositions.Plain>(text, p, end, segments, out foreign),
        TextKernel.Vector256 => SplitAscii<ByteBlock256, MaskPositions.Plain>(text, p, end, segments, out foreign),
        TextKernel.Vector128 => SplitAscii<ByteBlock128, MaskPositions.Plain>(text, p, end, segments, out foreign),
        _ => SplitAscii<ByteBlockScalar, MaskPositions.Plain>(text, p, end, segments, out foreign),
    };

    /// <summary>Adds words from a boundary on as long as there is only ASCII; returns a boundary behind the last of them.</summary>
    /// <param name="text">Where the text starts.</param>
    /// <param name="p">A boundary.</param>
    /// <param name="end">Where the text ends; spaces follow.</param>
    /// <param name="segments">Receives the words.</param>
    /// <param name="foreign">The character outside ASCII that is the reason to stop.</param>
    private static byte* SplitAscii<TBlock, TWriter>(byte* text, byte* p, byte* end, SegmentList segments, out byte* foreign)
        where TBlock : struct, IByteBlock<TBlock>
        where TWriter : struct, MaskPositions.IWriter
    {
        byte* first = p;
        ulong insideBefore = 0; // each: whether it holds for the byte before the block
        ulong wordBefore = 0;
        ulong letterBefore = 0;
        ulong digitBefore = 0;
        ulong midBefore = 0;
        while (true)
        {
            segments.Reserve((64 * BlocksAtOnce) + 1 + MaskPositions.Room, out Span<int> starts, out Span<int> ends);
            fixed (int* firstStart = starts, firstEnd = ends)
            {
                int* start = firstStart + insideBefore; // that of a word which goes on from before is there already
                int* wordEnd = firstEnd;
                for (int b = 0; b < BlocksAtOnce && p <= end; b++, p += 64)
                {
                    TBlock block = TBlock.Load(p);
                    ulong letter = block.Letters();
                    ulong digit = block.InRange((byte)'0', (byte)'9');
                    ulong word = letter | digit | block.Equal((byte)'_');
                    ulong inside = ~(block.InRange(9, 13) | block.InRange(0x1C, 0x20));
                    ulong both = block.Equal((byte)'.') | block.Equal((byte)'\'');
                    ulong midLetter = both | block.Equal((byte)':');
                    ulong midDigit = both | block.Equal((byte)',') | block.Equal((byte)';');
                    ulong nextLetter = letter >> 1;
                    ulong nextDigit = digit >> 1;
                    if ((long)(midLetter | midDigit) < 0)
                    {
                        nextLetter |= char.IsAsciiLetter((char)p[64]) ? 1UL << 63 : 0;
                        nextDigit |= char.IsAsciiDigit((char)p[64]) ? 1UL << 63 : 0;
                    }

                    // WB6 and WB12: what joins two letters or two digits. WB7 and WB11: and what follows it. All pairs of letters, digits and underscores join.
                    ulong mid = (midLetter & ((letter << 1) | letterBefore) & nextLetter) | (midDigit & ((digit << 1) | digitBefore) & nextDigit);
                    ulong joined = (word & ((word << 1) | wordBefore)) | mid | (mid << 1) | midBefore;
                    ulong opens = inside & ~joined;
                    ulong closes = ((inside << 1) | insideBefore) & ~joined;
                    ulong nonAscii = block.NonAscii();
                    if ((nonAscii | (p[64] & 0x80u)) != 0)
                    {
                        int at = BitOperations.TrailingZeroCount(nonAscii); // 64 if it is the byte behind the block
                        foreign = p + at;
                        ulong sure = at < 2 ? 0 : ~joined & ((1UL << (at - 1)) - 1); // what depends on the byte before the foreign one, or on none behind
                        if (sure != 0)
                        {
                            int boundary = BitOperations.Log2(sure);
                            ulong below = (1UL << boundary) - 1;
                            _ = TWriter.Write(opens & below, (int)(p - text), start);
                            wordEnd = TWriter.Write(closes & (below | (1UL << boundary)), (int)(p - text), wordEnd);
                            p += boundary;
                        }
                        else if (insideBefore != 0)
                        {
                            p = text + start[-1];
                        }
                        else if (p > first)
                        {
                            p--; // white space
                        }

                        segments.Advance((int)(wordEnd - firstEnd));
                        return p;
                    }

                    start = TWriter.Write(opens, (int)(p - text), start);
                    wordEnd = TWriter.Write(closes, (int)(p - text), wordEnd);
                    insideBefore = inside >> 63;
                    wordBefore = word >> 63;
                    letterBefore = letter >> 63;
                    digitBefore = digit >> 63;
                    midBefore = mid >> 63;
                }

                segments.Advance((int)(wordEnd - firstEnd));
            }

            if (p > end)
            {
                foreign = end;
                return end;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* SplitOther(byte* text, byte* p, byte* end, byte* foreign, SegmentList segments) => Walk<Stripped>(text, p, end, foreign, segments);

    /// <summary>Adds words from a boundary on, character by character; returns the end, or a boundary behind <paramref name="foreign"/> where ASCII follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Walk<TSink>(byte* text, byte* p, byte* end, byte* foreign, SegmentList segments)
        where TSink : struct, ISink
    {
        ref byte entries = ref MemoryMarshal.GetReference(WordBreakMachine.Entries);
        byte* start = p;
        byte* waiting = p;
        int state = WordBreakMachine.Start;
        while (p < end)
        {
            int next = CharacterPages<WordBreakPages>.At(p, out int length) - '@';
            int entry = Unsafe.Add(ref entries, (state << 5) | next);
            if (entry > WordBreakMachine.StateMask)
            {
                if ((entry & WordBreakMachine.BreakAtWait) != 0)
                {
                    TSink.Add(text, start, waiting, segments);
                    start = waiting;
                }

                if ((entry & WordBreakMachine.Break) != 0)
                {
                    TSink.Add(text, start, p, segments);
                    start = p;
                    if (p > foreign && *p < 0x80 && IsAscii(p))
                    {
                        return p;
                    }
                }

                waiting = (entry & WordBreakMachine.Wait) != 0 ? p : waiting;
            }

            state = entry & WordBreakMachine.StateMask;
            p += length;
        }

        if (start < end)
        {
            if (WordBreakMachine.IsWaiting(state))
            {
                TSink.Add(text, start, waiting, segments);
                start = waiting;
            }

            TSink.Add(text, start, end, segments);
        }

        return end;
    }

    /// <summary>Whether the masks are worth it: 32 bytes of ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(byte* p) => Vector256.Load(p).ExtractMostSignificantBits() == 0;

    private interface ISink
    {
        static abstract void Add(byte* text, byte* start, byte* end, SegmentList segments);
    }

    private readonly struct Raw : ISink
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(byte* text, byte* start, byte* end, SegmentList segments) => segments.Add((int)(start - text), (int)(end - text));
    }

    private readonly struct Stripped : ISink
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(byte* text, byte* start, byte* end, SegmentList segments)
        {
            if (!MayBeginWithSpace(*start) && !MayEndWithSpace(start, end))
            {
                segments.Add((int)(start - text), (int)(end - text));
            }
            else if (end - start > 1 || *start != (byte)' ')
            {
                AddStripped(text, start, end, segments);
            }
        }

        /// <summary>White space outside ASCII begins with C2, E1, E2 or E3.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool MayBeginWithSpace(byte first) => first is <= (byte)' ' or 0xC2 or (>= 0xE1 and <= 0xE3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool MayEndWithSpace(byte* start, byte* end)
            => end[-1] < 0x80 ? end[-1] <= ' ' : end - start > 3 && (end[-2] == 0xC2 || end[-3] is >= 0xE1 and <= 0xE3);

        private static void AddStripped(byte* text, byte* start, byte* end, SegmentList segments)
        {
            start = Sentences.SkipSpace(start, end);
            end = Sentences.TrimEnd(start, end);
            if (start < end)
            {
                segments.Add((int)(start - text), (int)(end - text));
            }
        }
    }
}
