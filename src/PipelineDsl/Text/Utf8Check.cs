using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Unicode;

namespace PipelineDsl;

/// <summary>Whether bytes are UTF-8, with look-up tables in vector registers (Keiser and Lemire 2021, "Validating UTF-8 in less than one instruction per byte").</summary>
/// <remarks>
/// Every error shows in two neighbouring bytes: the high and the low half of the first and the high half of the second each select a set of errors that they
/// allow, and what is in all three sets is one. Only whether the third and fourth byte of a long character are continuations needs a look further back.
/// </remarks>
internal static unsafe class Utf8Check
{
    private const byte TooShort = 1 << 0; // a lead byte that no continuation follows
    private const byte TooLong = 1 << 1; // a continuation behind ASCII
    private const byte Overlong3 = 1 << 2;
    private const byte TooLarge = 1 << 3; // above U+10FFFF
    private const byte Surrogate = 1 << 4;
    private const byte Overlong2 = 1 << 5;
    private const byte Overlong4 = 1 << 6; // and lead bytes from F5 on: both show in the same pairs
    private const byte TwoContinuations = 1 << 7;
    private const byte Carry = TooShort | TooLong | TwoContinuations;

    private static ReadOnlySpan<byte> FirstHigh =>
    [
        TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
        TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
        TooShort | Overlong2, TooShort, TooShort | Overlong3 | Surrogate, TooShort | TooLarge | Overlong4,
    ];

    private static ReadOnlySpan<byte> FirstLow =>
    [
        Carry | Overlong3 | Overlong2 | Overlong4, Carry | Overlong2, Carry, Carry, Carry | TooLarge,
        Carry | TooLarge | Overlong4, Carry | TooLarge | Overlong4, Carry | TooLarge | Overlong4, Carry | TooLarge | Overlong4,
        Carry | TooLarge | Overlong4, Carry | TooLarge | Overlong4, Carry | TooLarge | Overlong4, Carry | TooLarge | Overlong4,
        Carry | TooLarge | Overlong4 | Surrogate, Carry | TooLarge | Overlong4, Carry | TooLarge | Overlong4,
    ];

    private static ReadOnlySpan<byte> SecondHigh =>
    [
        TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
        TooLong | Overlong2 | TwoContinuations | Overlong3 | Overlong4,
        TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge,
        TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
        TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
        TooShort, TooShort, TooShort, TooShort,
    ];

    /// <summary>Whether the text is UTF-8, with the best instructions of this machine.</summary>
    public static bool IsValid(PaddedText text)
        => Avx512BW.IsSupported ? IsValid512(text) : Avx2.IsSupported ? IsValid256(text) : Utf8.IsValid(text.Bytes);

    /// <summary>64 bytes at a time.</summary>
    public static bool IsValid512(PaddedText text)
    {
        byte* p = text.Start;
        byte* end = p + text.Length;
        Vector512<byte> firstHigh = Vector512.Create(Vector256.Create(Table(FirstHigh), Table(FirstHigh)), Vector256.Create(Table(FirstHigh), Table(FirstHigh)));
        Vector512<byte> firstLow = Vector512.Create(Vector256.Create(Table(FirstLow), Table(FirstLow)), Vector256.Create(Table(FirstLow), Table(FirstLow)));
        Vector512<byte> secondHigh = Vector512.Create(Vector256.Create(Table(SecondHigh), Table(SecondHigh)), Vector256.Create(Table(SecondHigh), Table(SecondHigh)));
        Vector512<byte> half = Vector512.Create((byte)0xF);
        Vector512<long> shifted = Vector512.Create(6L, 7, 8, 9, 10, 11, 12, 13);
        Vector512<byte> before = default;
        Vector512<byte> errors = default;
        for (; p < end; p += 64)
        {
            Vector512<byte> now = Vector512.Load(p);
            if ((now | before).ExtractMostSignificantBits() == 0)
            {
                before = now;
                continue;
            }

            // Each 16 bytes of this have, in front of them, the 16 bytes that stand before them in the text.
            Vector512<byte> back = Avx512F.PermuteVar8x64x2(before.AsInt64(), shifted, now.AsInt64()).AsByte();
            Vector512<byte> first = Avx512BW.AlignRight(now, back, 15);
            Vector512<byte> found = Avx512BW.Shuffle(firstHigh, (first.AsUInt16() >> 4).AsByte() & half)
                & Avx512BW.Shuffle(firstLow, first & half)
                & Avx512BW.Shuffle(secondHigh, (now.AsUInt16() >> 4).AsByte() & half);
            Vector512<byte> third = Avx512BW.SubtractSaturate(Avx512BW.AlignRight(now, back, 14), Vector512.Create((byte)(0xE0 - 0x80)));
            Vector512<byte> fourth = Avx512BW.SubtractSaturate(Avx512BW.AlignRight(now, back, 13), Vector512.Create((byte)(0xF0 - 0x80)));
            errors |= ((third | fourth) & Vector512.Create((byte)0x80)) ^ found;
            before = now;
        }

        return errors == Vector512<byte>.Zero && !IsCut(text);
    }

    /// <summary>32 bytes at a time.</summary>
    public static bool IsValid256(PaddedText text)
    {
        byte* p = text.Start;
        byte* end = p + text.Length;
        Vector256<byte> firstHigh = Vector256.Create(Table(FirstHigh), Table(FirstHigh));
        Vector256<byte> firstLow = Vector256.Create(Table(FirstLow), Table(FirstLow));
        Vector256<byte> secondHigh = Vector256.Create(Table(SecondHigh), Table(SecondHigh));
        Vector256<byte> half = Vector256.Create((byte)0xF);
        Vector256<byte> before = default;
        Vector256<byte> errors = default;
        for (; p < end; p += 32)
        {
            Vector256<byte> now = Vector256.Load(p);
            if ((now | before).ExtractMostSignificantBits() == 0)
            {
                before = now;
                continue;
            }

            Vector256<byte> back = Avx2.Permute2x128(before, now, 0x21);
            Vector256<byte> first = Avx2.AlignRight(now, back, 15);
            Vector256<byte> found = Avx2.Shuffle(firstHigh, (first.AsUInt16() >> 4).AsByte() & half)
                & Avx2.Shuffle(firstLow, first & half)
                & Avx2.Shuffle(secondHigh, (now.AsUInt16() >> 4).AsByte() & half);
            Vector256<byte> third = Avx2.SubtractSaturate(Avx2.AlignRight(now, back, 14), Vector256.Create((byte)(0xE0 - 0x80)));
            Vector256<byte> fourth = Avx2.SubtractSaturate(Avx2.AlignRight(now, back, 13), Vector256.Create((byte)(0xF0 - 0x80)));
            errors |= ((third | fourth) & Vector256.Create((byte)0x80)) ^ found;
            before = now;
        }

        return errors == Vector256<byte>.Zero && !IsCut(text);
    }

    /// <summary>Whether the last character lacks bytes. Where the last block holds padding the blocks have seen that already.</summary>
    private static bool IsCut(PaddedText text)
    {
        byte* end = text.Start + text.Length;
        return (text.Length >= 1 && end[-1] >= 0xC0) || (text.Length >= 2 && end[-2] >= 0xE0) || (text.Length >= 3 && end[-3] >= 0xF0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Table(ReadOnlySpan<byte> values) => Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(values));
}
