using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Sentences by the default sentence boundaries of UAX #29, Unicode 15.0, without tailoring; the pieces cover the whole text.</summary>
/// <remarks>A piece of nothing but white space belongs to the sentence before it, or to the one behind it if it is the first. A text of white space is one sentence.</remarks>
public sealed unsafe class Uax29Sentences : ISegmenter
{
    private readonly TextKernel _kernel;

    /// <summary>Creates a segmenter that uses the best instructions of this machine.</summary>
    public Uax29Sentences()
        : this(TextKernels.Best)
    {
    }

    internal Uax29Sentences(TextKernel kernel) => _kernel = kernel;

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        Merger merger = new(text.Start, segments);
        Walk(text, ref merger);
        merger.Finish(text.Start + text.Length);
    }

    /// <summary>Adds what lies between the raw boundaries: the rules as they are.</summary>
    internal static void SplitRaw(PaddedText text, SegmentList segments, TextKernel kernel)
    {
        Raw raw = new(text.Start, segments);
        new Uax29Sentences(kernel).Walk(text, ref raw);
    }

    private void Walk<TSink>(PaddedText text, ref TSink sink)
        where TSink : struct, ISink
    {
        switch (_kernel)
        {
            case TextKernel.Vector512:
                Walk<ByteBlock512, TSink>(text.Start, text.Start + text.Length, ref sink);
                break;
            case TextKernel.Vector256:
                Walk<ByteBlock256, TSink>(text.Start, text.Start + text.Length, ref sink);
                break;
            case TextKernel.Vector128:
                Walk<ByteBlock128, TSink>(text.Start, text.Start + text.Length, ref sink);
                break;
            default:
                Walk<ByteBlockScalar, TSink>(text.Start, text.Start + text.Length, ref sink);
                break;
        }
    }

    private static void Walk<TBlock, TSink>(byte* p, byte* end, ref TSink sink)
        where TBlock : struct, IByteBlock<TBlock>
        where TSink : struct, ISink
    {
        ref byte entries = ref MemoryMarshal.GetReference(SentenceBreakMachine.Entries);
        byte* start = p;
        byte* waiting = p;
        int state = SentenceBreakMachine.Start;
        while (p < end)
        {
            if (state is SentenceBreakMachine.Plain or SentenceBreakMachine.Cased && IsAscii(p))
            {
                byte* next = FindAny<TBlock>(p, end);
                if (next > p)
                {
                    state = char.IsAsciiLetter((char)next[-1]) ? SentenceBreakMachine.Cased : SentenceBreakMachine.Plain;
                    p = next;
                    if (p >= end)
                    {
                        break;
                    }
                }
            }

            int entry = Unsafe.Add(ref entries, (state << 4) | (CharacterPages<SentenceBreakPages>.At(p, out int length) - '@'));
            if (entry > SentenceBreakMachine.StateMask)
            {
                if ((entry & SentenceBreakMachine.BreakAtWait) != 0)
                {
                    sink.Add(start, waiting);
                    start = waiting;
                }

                if ((entry & SentenceBreakMachine.Break) != 0)
                {
                    sink.Add(start, p);
                    start = p;
                }

                waiting = (entry & SentenceBreakMachine.Wait) != 0 ? p : waiting;
            }

            state = entry & SentenceBreakMachine.StateMask;
            p += length;
        }

        if (start < end)
        {
            if (SentenceBreakMachine.IsWaiting(state))
            {
                sink.Add(start, waiting);
                start = waiting;
            }

            sink.Add(start, end);
        }
    }

    /// <summary>Whether the search by masks is worth it: eight bytes of ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(byte* p) => (Unsafe.ReadUnaligned<ulong>(p) & 0x8080_8080_8080_8080) == 0;

    /// <summary>The first byte that may matter inside a sentence: a terminator, a line end, or the beginning of a character outside ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* FindAny<TBlock>(byte* p, byte* end)
        where TBlock : struct, IByteBlock<TBlock>
    {
        for (; p < end; p += 64)
        {
            TBlock block = TBlock.Load(p);
            ulong found = block.NonAscii() | block.Equal((byte)'.') | block.Equal((byte)'!') | block.Equal((byte)'?') | block.Equal((byte)'\n') | block.Equal((byte)'\r');
            if (found != 0)
            {
                p += BitOperations.TrailingZeroCount(found);
                break;
            }
        }

        return p < end ? p : end;
    }

    private interface ISink
    {
        void Add(byte* start, byte* end);
    }

    private readonly struct Raw(byte* text, SegmentList segments) : ISink
    {
        private readonly byte* _text = text;

        public void Add(byte* start, byte* end) => segments.Add((int)(start - _text), (int)(end - _text));
    }

    /// <summary>Holds back the last piece with words, until it is known how much white space follows.</summary>
    private struct Merger(byte* text, SegmentList segments) : ISink
    {
        private readonly byte* _text = text;
        private byte* _start = text;
        private bool _hasWords;

        public void Add(byte* start, byte* end)
        {
            if (Sentences.SkipSpace(start, end) >= end)
            {
                return;
            }

            if (_hasWords)
            {
                segments.Add((int)(_start - _text), (int)(start - _text));
                _start = start;
            }

            _hasWords = true;
        }

        public readonly void Finish(byte* end)
        {
            if (_start < end)
            {
                segments.Add((int)(_start - _text), (int)(end - _text));
            }
        }
    }
}
