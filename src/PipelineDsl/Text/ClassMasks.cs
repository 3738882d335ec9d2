using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The bit masks of a text. Chunks are classified when they are first asked for and kept for the tiers that follow.</summary>
/// <remarks>
/// First all blocks of a chunk are compared as ASCII, one vector comparison and one mask store per class; then the blocks that hold other bytes are
/// patched character by character. The selection is a type, so that classes nobody asked for are not in the code.
/// </remarks>
internal sealed unsafe class ClassMasks(TextKernel kernel)
{
    private readonly ulong[] _nonAscii = GC.AllocateArray<ulong>(ClassRows.Words, pinned: true);
    private ulong[] _masks = [];
    private byte* _text;
    private int _blocks;
    private int _classified;
    private TextClasses _classes;
    private Spill _spill;

    /// <summary>What a character at the end of one block leaves for the next one.</summary>
    private struct Spill
    {
        public ulong Space;
        public ulong LineEnd;
        public ulong Punctuation;

        public readonly bool Any => (Space | LineEnd | Punctuation) != 0;
    }

    /// <summary>The number of chunks: none for an empty text; else the last one ends with a space of the padding.</summary>
    public int Chunks => (_blocks + ClassRows.Words - 1) / ClassRows.Words;

    /// <summary>Sets the text.</summary>
    public void Begin(byte* text, int length)
    {
        _text = text;
        _blocks = length == 0 ? 0 : (length / 64) + 1;
        _classes = TextClasses.None;
        _classified = 0;
    }

    /// <summary>The number of blocks of a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BlocksOf(int chunk) => Math.Min(ClassRows.Words, _blocks - (chunk * ClassRows.Words));

    /// <summary>The masks of a chunk; those before it have been asked for already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Of<TClasses>(int chunk)
        where TClasses : struct, IClassSelection
    {
        if (chunk >= _classified || _classes != TClasses.Classes)
        {
            Classify<TClasses>(chunk);
        }

        return (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_masks)) + (chunk * ClassRows.Words * ClassRows.Count(TClasses.Classes));
    }

    private void Classify<TClasses>(int chunk)
        where TClasses : struct, IClassSelection
    {
        if (_classes != TClasses.Classes || _classified == 0)
        {
            _classes = TClasses.Classes;
            _classified = 0;
            _spill = default;
            int words = Chunks * ClassRows.Words * ClassRows.Count(TClasses.Classes);
            if (_masks.Length < words)
            {
                _masks = GC.AllocateUninitializedArray<ulong>(checked((int)BitOperations.RoundUpToPowerOf2((uint)words)), pinned: true);
            }
        }

        for (; _classified <= chunk; _classified++)
        {
            byte* text = _text + (_classified * 64 * ClassRows.Words);
            ulong* masks = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_masks))
                + (_classified * ClassRows.Words * ClassRows.Count(TClasses.Classes));
            switch (kernel)
            {
                case TextKernel.Vector512:
                    Classify<ByteBlock512, TClasses>(text, masks, BlocksOf(_classified));
                    break;
                case TextKernel.Vector256:
                    Classify<ByteBlock256, TClasses>(text, masks, BlocksOf(_classified));
                    break;
                case TextKernel.Vector128:
                    Classify<ByteBlock128, TClasses>(text, masks, BlocksOf(_classified));
                    break;
                default:
                    Classify<ByteBlockScalar, TClasses>(text, masks, BlocksOf(_classified));
                    break;
            }
        }
    }

    private void Classify<TBlock, TClasses>(byte* text, ulong* masks, int blocks)
        where TBlock : struct, IByteBlock<TBlock>
        where TClasses : struct, IClassSelection
    {
        ulong* nonAscii = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_nonAscii));
        if ((ClassifyAscii<TBlock, TClasses>(text, masks, nonAscii, blocks) | (_spill.Any ? 1UL : 0)) != 0)
        {
            Patch<TBlock, TClasses>(text, masks, nonAscii, blocks);
        }
    }

    /// <summary>Sets the masks as if there were only ASCII characters; returns zero if that is so.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong ClassifyAscii<TBlock, TClasses>(byte* text, ulong* masks, ulong* nonAscii, int blocks)
        where TBlock : struct, IByteBlock<TBlock>
        where TClasses : struct, IClassSelection
    {
        ulong any = 0;
        for (int b = 0; b < blocks; b++)
        {
            TBlock block = TBlock.Load(text + (64 * b));
            ulong high = block.NonAscii();
            nonAscii[b] = high;
            any |= high;
            if (Selects<TClasses>(TextClasses.Space))
            {
                Row<TClasses>(masks, TextClasses.Space)[b] = block.InRange(9, 13) | block.InRange(0x1C, 0x20);
            }

            if (Selects<TClasses>(TextClasses.LineEnd))
            {
                // The CR of a CR LF is no end of its own; behind the last block there is padding, so that the next byte can always be read.
                ulong ends = block.InRange(10, 13) | block.InRange(0x1C, 0x1E);
                ulong returns = block.Equal((byte)'\r');
                Row<TClasses>(masks, TextClasses.LineEnd)[b] = returns == 0 ? ends : ends & ~(returns & TBlock.Load(text + (64 * b) + 1).Equal((byte)'\n'));
            }

            if (Selects<TClasses>(TextClasses.Newline))
            {
                Row<TClasses>(masks, TextClasses.Newline)[b] = block.Equal((byte)'\n');
            }

            if (Selects<TClasses>(TextClasses.Letter))
            {
                Row<TClasses>(masks, TextClasses.Letter)[b] = block.Letters();
            }

            if (Selects<TClasses>(TextClasses.Upper))
            {
                Row<TClasses>(masks, TextClasses.Upper)[b] = block.InRange((byte)'A', (byte)'Z');
            }

            if (Selects<TClasses>(TextClasses.Digit))
            {
                Row<TClasses>(masks, TextClasses.Digit)[b] = block.InRange((byte)'0', (byte)'9');
            }

            if (Selects<TClasses>(TextClasses.Punctuation))
            {
                // Of ASCII everything but letters, digits, space, TAB and LF: controls are members.
                Row<TClasses>(masks, TextClasses.Punctuation)[b] = ~(high | block.Letters() | block.InRange((byte)'0', (byte)'9') | block.Equal((byte)' ') | block.InRange(9, 10));
            }

            if (Selects<TClasses>(TextClasses.Continuation))
            {
                Row<TClasses>(masks, TextClasses.Continuation)[b] = block.InRange(0x80, 0xBF);
            }

            if (Selects<TClasses>(TextClasses.Period))
            {
                Row<TClasses>(masks, TextClasses.Period)[b] = block.Equal((byte)'.');
            }

            if (Selects<TClasses>(TextClasses.NumberSign))
            {
                Row<TClasses>(masks, TextClasses.NumberSign)[b] = block.Equal((byte)'#');
            }

            if (Selects<TClasses>(TextClasses.Ellipsis))
            {
                Row<TClasses>(masks, TextClasses.Ellipsis)[b] = 0;
            }
        }

        return any;
    }

    /// <summary>Adds the characters of several bytes to the masks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Patch<TBlock, TClasses>(byte* text, ulong* masks, ulong* nonAscii, int blocks)
        where TBlock : struct, IByteBlock<TBlock>
        where TClasses : struct, IClassSelection
    {
        Spill spill = _spill;
        for (int b = 0; b < blocks; b++)
        {
            if (nonAscii[b] == 0 && !spill.Any)
            {
                continue;
            }

            byte* source = text + (64 * b);
            ulong space = spill.Space;
            ulong lineEnd = spill.LineEnd;
            ulong punctuation = spill.Punctuation;
            ulong upper = 0;
            ulong digit = 0;
            ulong ellipsis = 0;
            spill = default;
            TBlock block = TBlock.Load(source);

            // The leads E5 to E9 (U+5000 to U+9FFF, most of any Chinese text) are letters without a look-up.
            ulong letter = block.InRange(0xE5, 0xE9);
            for (ulong leads = nonAscii[b] & ~block.InRange(0x80, 0xBF) & ~letter; leads != 0; leads &= leads - 1)
            {
                int at = BitOperations.TrailingZeroCount(leads);
                byte* character = source + at;
                CharacterFlags flags = CharacterTable.AtMultibyte(character, *character, out int length);
                letter |= ((ulong)(flags & CharacterFlags.Letter) / (ulong)CharacterFlags.Letter) << at;
                upper |= ((ulong)(flags & CharacterFlags.Upper) / (ulong)CharacterFlags.Upper) << at;
                if ((flags & (CharacterFlags.Space | CharacterFlags.LineEnd | CharacterFlags.Digit | CharacterFlags.Punctuation)) == 0)
                {
                    continue;
                }

                ulong bytes = (1UL << length) - 1;
                ulong here = bytes << at;
                ulong over = at + length > 64 ? bytes >> (64 - at) : 0;
                if ((flags & CharacterFlags.Space) != 0)
                {
                    space |= here;
                    spill.Space |= over;
                }

                if ((flags & CharacterFlags.LineEnd) != 0)
                {
                    lineEnd |= at + length <= 64 ? 1UL << (at + length - 1) : 0;
                    spill.LineEnd |= at + length > 64 ? 1UL << (at + length - 65) : 0;
                }

                if ((flags & CharacterFlags.Digit) != 0)
                {
                    digit |= 1UL << at;
                }

                if ((flags & CharacterFlags.Punctuation) != 0)
                {
                    punctuation |= here;
                    spill.Punctuation |= over;
                    ellipsis |= IsEllipsis(character) ? 1UL << at : 0;
                }
            }

            Add<TClasses>(masks, TextClasses.Space, b, space);
            Add<TClasses>(masks, TextClasses.LineEnd, b, lineEnd);
            Add<TClasses>(masks, TextClasses.Letter, b, letter);
            Add<TClasses>(masks, TextClasses.Upper, b, upper);
            Add<TClasses>(masks, TextClasses.Digit, b, digit);
            Add<TClasses>(masks, TextClasses.Punctuation, b, punctuation);
            Add<TClasses>(masks, TextClasses.Ellipsis, b, ellipsis);
        }

        _spill = spill;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsEllipsis(byte* character) => character[0] == 0xE2 && character[1] == 0x80 && character[2] == 0xA6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Selects<TClasses>(TextClasses row)
        where TClasses : struct, IClassSelection => (TClasses.Classes & row) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong* Row<TClasses>(ulong* masks, TextClasses row)
        where TClasses : struct, IClassSelection => masks + ClassRows.Offset(TClasses.Classes, row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TClasses>(ulong* masks, TextClasses row, int block, ulong bits)
        where TClasses : struct, IClassSelection
    {
        if (Selects<TClasses>(row))
        {
            Row<TClasses>(masks, row)[block] |= bits;
        }
    }
}
