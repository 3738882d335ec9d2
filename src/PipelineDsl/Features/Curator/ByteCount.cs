using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>A set of bytes, as comparisons of whole vectors.</summary>
internal interface IByteClass
{
    /// <summary>Ones where a byte is in the set.</summary>
    static abstract Vector128<byte> Match(Vector128<byte> bytes);

    /// <summary>The same of twice as many bytes.</summary>
    static abstract Vector256<byte> Match(Vector256<byte> bytes);

    /// <summary>Whether a byte is in the set.</summary>
    static abstract bool Match(byte value);
}

/// <summary>Counts bytes of a set.</summary>
internal static class ByteCount
{
    /// <summary>The number of bytes that are in the set.</summary>
    public static int Of<TClass>(ReadOnlySpan<byte> text)
        where TClass : struct, IByteClass
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        int count = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= text.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                count += BitOperations.PopCount(TClass.Match(Vector256.LoadUnsafe(ref start, (nuint)i)).ExtractMostSignificantBits());
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= text.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                count += BitOperations.PopCount(TClass.Match(Vector128.LoadUnsafe(ref start, (nuint)i)).ExtractMostSignificantBits());
            }
        }

        for (; i < text.Length; i++)
        {
            count += TClass.Match(Unsafe.Add(ref start, i)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Ones where a byte is between two others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> InRange(Vector128<byte> bytes, byte first, byte last)
        => Vector128.LessThanOrEqual(bytes - Vector128.Create(first), Vector128.Create((byte)(last - first)));

    /// <summary>The same of twice as many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> InRange(Vector256<byte> bytes, byte first, byte last)
        => Vector256.LessThanOrEqual(bytes - Vector256.Create(first), Vector256.Create((byte)(last - first)));
}
