using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Sentences as datatrove's splitter for languages without a better one finds them: they end at terminal punctuation and at the end of a line.</summary>
/// <remarks>
/// The rule is the regular expression <c>(?:(?:\p{Lu}\.)|.)+?[TERMINAL\n]+["'”]?</c>, matched again and again (TERMINAL: datatrove's TERMINAL_PUNCTUATION). Matches are trimmed of
/// white space, empty ones dropped; a piece reaches from the end of the one before to the end of its match, the last to the end of the text, and a text without a match is one piece.
/// What the expression means, without its backtracking: a match begins at the first character that is no newline, which is never its terminator; the first
/// terminator or newline behind it ends it, except a full stop behind an upper-case letter of the match. Such a full stop ends it only if no other terminator follows in the
/// whole text; then the last one does. With the terminator the match takes the terminators and newlines behind it, and then one of <c>" ' ”</c>.
/// </remarks>
public sealed unsafe class FallbackSentences : ISegmenter
{
    private readonly TextKernel _kernel;

    /// <summary>Creates a segmenter that uses the best instructions of this machine.</summary>
    public FallbackSentences()
        : this(TextKernels.Best)
    {
    }

    internal FallbackSentences(TextKernel kernel) => _kernel = kernel;

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        switch (_kernel)
        {
            case TextKernel.Vector512:
                _ = Split<ByteBlock512>(text.Start, text.Length, segments);
                break;
            case TextKernel.Vector256:
                _ = Split<ByteBlock256>(text.Start, text.Length, segments);
                break;
            case TextKernel.Vector128:
                _ = Split<ByteBlock128>(text.Start, text.Length, segments);
                break;
            default:
                _ = Split<ByteBlockScalar>(text.Start, text.Length, segments);
                break;
        }
    }

    /// <summary>Where the last match ends, without white space; 0 if there is none.</summary>
    internal int EndOfMatches(PaddedText text) => _kernel switch
    {
        TextKernel.Vector512 => Split<ByteBlock512>(text.Start, text.Length, null),
        TextKernel.Vector256 => Split<ByteBlock256>(text.Start, text.Length, null),
        TextKernel.Vector128 => Split<ByteBlock128>(text.Start, text.Length, null),
        _ => Split<ByteBlockScalar>(text.Start, text.Length, null),
    };

    /// <summary>Returns where the last match ends.</summary>
    private static int Split<TBlock>(byte* text, int length, SegmentList? segments)
        where TBlock : struct, IByteBlock<TBlock>
    {
        byte* end = text + length;
        byte* piece = text; // where the piece begins whose end is looked for
        byte* last = text; // the end of the last match, without white space; none as long as it is the beginning
        byte* at = text;
        while (true)
        {
            while (at < end && *at == '\n')
            {
                at++;
            }

            byte* terminator = at < end ? FindTerminator<TBlock>(at, end) : end;
            if (terminator == end)
            {
                break;
            }

            byte* next = SkipTerminators(terminator, end);
            byte* trimmed = Sentences.TrimEnd(at, next);
            if (trimmed > at)
            {
                if (last > piece)
                {
                    segments?.Add((int)(piece - text), (int)(last - text));
                    piece = last;
                }

                last = trimmed;
            }

            at = next;
        }

        if (length > 0)
        {
            segments?.Add((int)(piece - text), length);
        }

        return (int)(last - text);
    }

    /// <summary>The terminator of the match that begins at <paramref name="start"/>, which is no newline; <paramref name="end"/> if there is no match.</summary>
    private static byte* FindTerminator<TBlock>(byte* start, byte* end)
        where TBlock : struct, IByteBlock<TBlock>
    {
        byte* initial = end; // the last full stop behind an upper-case letter
        _ = CharacterTable.At(start, out int first);
        for (byte* p = start + first; p < end; p += 64)
        {
            TBlock block = TBlock.Load(p);
            ulong candidates = block.Equal((byte)'\n') | block.Equal((byte)'.') | block.Equal((byte)'!') | block.Equal((byte)'?') | block.InRange(0xC2, 0xF4);
            for (; candidates != 0; candidates &= candidates - 1)
            {
                byte* candidate = p + BitOperations.TrailingZeroCount(candidates);
                if (candidate >= end)
                {
                    return initial;
                }

                if (*candidate == '.' && (CharacterTable.Before(start, candidate, out _) & CharacterFlags.Upper) != 0)
                {
                    initial = candidate;
                }
                else if (*candidate < 0x80 || (CharacterTable.At(candidate, out _) & CharacterFlags.Terminal) != 0)
                {
                    return candidate;
                }
            }
        }

        return initial;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* SkipTerminators(byte* p, byte* end)
    {
        while (p < end)
        {
            CharacterFlags flags = CharacterTable.At(p, out int length);
            if (*p != '\n' && (flags & CharacterFlags.Terminal) == 0)
            {
                break;
            }

            p += length;
        }

        if (p >= end)
        {
            return end;
        }

        return *p is (byte)'"' or (byte)'\'' ? p + 1
            : p[0] == 0xE2 && p[1] == 0x80 && p[2] == 0x9D ? p + 3 // ”
            : p;
    }
}
