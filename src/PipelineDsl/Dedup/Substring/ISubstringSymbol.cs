using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>What windows are made of: bytes of text, or ids of tokens. Also knows how a sketch is laid out.</summary>
internal unsafe interface ISubstringSymbol
{
    /// <summary>The bytes that one takes in a sketch.</summary>
    static abstract int Size { get; }

    /// <summary>The symbol of a number.</summary>
    static abstract uint At(byte* symbols, int i);

    /// <summary>The symbols of a sketch.</summary>
    /// <param name="sketch">The sketch.</param>
    /// <param name="offset">Where they begin in it.</param>
    static abstract ReadOnlySpan<byte> Symbols(ReadOnlySpan<byte> sketch, out int offset);

    /// <summary>The text of a sketch.</summary>
    static abstract ReadOnlySpan<byte> Text(ReadOnlySpan<byte> sketch);

    /// <summary>Where a symbol begins in the text; behind the last one, the text's end.</summary>
    static abstract int TextPlace(ReadOnlySpan<byte> sketch, int symbol);
}

/// <summary>Bytes of UTF-8. The sketch is the text.</summary>
internal readonly unsafe struct ByteSymbol : ISubstringSymbol
{
    /// <inheritdoc/>
    public static int Size => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint At(byte* symbols, int i) => symbols[i];

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Symbols(ReadOnlySpan<byte> sketch, out int offset)
    {
        offset = 0;
        return sketch;
    }

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> sketch) => sketch;

    /// <inheritdoc/>
    public static int TextPlace(ReadOnlySpan<byte> sketch, int symbol) => symbol;
}

/// <summary>Ids of tokens, 32 bits each. The sketch is their number, the ids, where each one's text ends (int32), and the text.</summary>
internal readonly unsafe struct TokenSymbol : ISubstringSymbol
{
    /// <inheritdoc/>
    public static int Size => sizeof(uint);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint At(byte* symbols, int i) => Unsafe.ReadUnaligned<uint>(symbols + ((long)i * sizeof(uint)));

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Symbols(ReadOnlySpan<byte> sketch, out int offset)
    {
        offset = sizeof(int);
        return sketch.Slice(offset, Count(sketch) * sizeof(uint));
    }

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> sketch) => sketch[(sizeof(int) + (Count(sketch) * 2 * sizeof(int)))..];

    /// <inheritdoc/>
    public static int TextPlace(ReadOnlySpan<byte> sketch, int symbol)
        => symbol == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(sketch[(sizeof(int) * (Count(sketch) + symbol))..]);

    /// <summary>Writes a sketch.</summary>
    /// <param name="sketch">Takes it.</param>
    /// <param name="ids">The ids of the text.</param>
    /// <param name="vocabulary">What each id stands for.</param>
    /// <param name="text">The text.</param>
    /// <returns>False if the ids do not spell the text; the sketch is not of use then.</returns>
    public static bool Write(Sketch sketch, ReadOnlySpan<int> ids, TokenVocabulary vocabulary, ReadOnlySpan<byte> text)
    {
        sketch.WriteUInt32((uint)ids.Length);
        Span<byte> room = sketch.Reserve(checked(ids.Length * 2 * sizeof(int)));
        int end = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            ReadOnlySpan<byte> token = vocabulary.Bytes(ids[i]);
            if (!text[end..].StartsWith(token))
            {
                return false;
            }

            end += token.Length;
            BinaryPrimitives.WriteInt32LittleEndian(room[(i * sizeof(int))..], ids[i]);
            BinaryPrimitives.WriteInt32LittleEndian(room[((ids.Length + i) * sizeof(int))..], end);
        }

        sketch.Advance(room.Length);
        sketch.Write(text);
        return end == text.Length;
    }

    private static int Count(ReadOnlySpan<byte> sketch) => BinaryPrimitives.ReadInt32LittleEndian(sketch);
}
