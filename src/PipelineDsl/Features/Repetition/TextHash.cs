using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>64-bit hashes of byte strings: products of 64 × 64 bits, folded (the mixing step of wyhash).</summary>
/// <remarks>
/// For n different strings the chance of any collision is about n²/2⁶⁵: 3·10⁻¹⁴ for the thousand words of a web page. Up to 16 bytes behind a string are read (texts are
/// followed by <see cref="PaddedText.Padding"/> spaces), and none of them is part of the hash.
/// </remarks>
internal static unsafe class TextHash
{
    private const ulong First = 0xA0761D6478BD642F;
    private const ulong Second = 0xE7037ED1A0B428DB;
    private const ulong Third = 0x8EBC6AF09C88C6E3;
    private const ulong Fourth = 0x589965CC75374CC3;

    /// <summary>Sixteen ones and sixteen zeros: read from 16 - n on, the mask of n bytes.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The hash of a string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(byte* text, int length) => length <= 16 ? OfShort(text, length, 0) : OfLong(text, length);

    /// <summary>
    /// A hash of the length and of the first and the last 16 bytes, so of the whole string up to 32. It costs the same for any length; strings with the same one need not be equal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfEnds(byte* text, int length)
    {
        if (length <= 16)
        {
            return OfShort(text, length, 0);
        }

        byte* last = text + length - 16;
        return Mix(Load(text) ^ First, Load(text + 8) ^ Second) ^ Mix(Load(last) ^ Third ^ (uint)length, Load(last + 8) ^ Fourth);
    }

    /// <summary>A hash of two values, in this order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong left, ulong right) => Mix(left ^ First, right ^ Second);

    /// <summary>The eight bytes at an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(byte* text) => Unsafe.ReadUnaligned<ulong>(text);

    /// <summary>The bytes of a string of up to 16, each with some bits set, and zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadShort(byte* text, int length, ulong bits, out ulong low, out ulong high)
    {
        ref byte mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(Masks), 16 - length);
        low = (Load(text) | bits) & Unsafe.ReadUnaligned<ulong>(ref mask);
        high = (Load(text + 8) | bits) & Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref mask, 8));
    }

    /// <summary>The hash of a string of up to 16 bytes, as <see cref="LoadShort"/> gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfLoaded(ulong low, ulong high, int length) => Mix(low ^ First, high ^ Second ^ ((uint)length * Third));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OfShort(byte* text, int length, ulong seed)
    {
        ref byte mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(Masks), 16 - length);
        ulong low = Load(text) & Unsafe.ReadUnaligned<ulong>(ref mask);
        ulong high = Load(text + 8) & Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref mask, 8));
        return Mix(low ^ First ^ seed, high ^ Second ^ ((uint)length * Third));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong OfLong(byte* text, int length)
    {
        // The lanes begin apart, or a text without a full round would leave 0, which a product with zero bytes never gets rid of.
        ulong seed = (uint)length ^ Third;
        ulong other = Fourth;
        byte* end = text + length;
        for (; end - text > 32; text += 32)
        {
            seed = Mix(Load(text) ^ First, Load(text + 8) ^ seed);
            other = Mix(Load(text + 16) ^ Second, Load(text + 24) ^ other);
        }

        seed ^= other;
        if (end - text > 16)
        {
            seed = Mix(Load(text) ^ Fourth, Load(text + 8) ^ seed);
            text += 16;
        }

        return OfShort(text, (int)(end - text), seed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
