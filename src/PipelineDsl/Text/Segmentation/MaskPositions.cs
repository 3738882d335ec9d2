using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>Writes where the bits of a mask are set. At least <see cref="Room"/> places behind the destination may be scribbled on.</summary>
internal static unsafe class MaskPositions
{
    /// <summary>The places that one call may write to.</summary>
    public const int Room = 64;

    /// <summary>Whether <see cref="WriteCompressed"/> can run.</summary>
    public static bool CanCompress => Avx512Vbmi2.IsSupported;

    /// <summary>One of the ways to write, as a type argument.</summary>
    public interface IWriter
    {
        /// <summary>Writes <paramref name="first"/> plus the position of each set bit; returns the place behind the last.</summary>
        static abstract int* Write(ulong mask, int first, int* destination);
    }

    /// <summary><see cref="MaskPositions.Write"/>.</summary>
    public readonly struct Plain : IWriter
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int* Write(ulong mask, int first, int* destination) => MaskPositions.Write(mask, first, destination);
    }

    /// <summary><see cref="WriteCompressed"/>.</summary>
    public readonly struct Compressed : IWriter
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int* Write(ulong mask, int first, int* destination) => WriteCompressed(mask, first, destination);
    }

    /// <summary>Writes <paramref name="first"/> plus the position of each set bit; returns the place behind the last.</summary>
    /// <remarks>Eight at a time without a look at the count: the eight positions behind the last set bit are rubbish that the next call overwrites.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int* Write(ulong mask, int first, int* destination)
    {
        int* end = destination + BitOperations.PopCount(mask);
        while (destination < end)
        {
            for (int i = 0; i < 8; i++)
            {
                destination[i] = first + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
            }

            destination += 8;
        }

        return end;
    }

    /// <summary>The same with AVX-512 VBMI2: the positions are compressed as bytes, sixteen at a time made integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int* WriteCompressed(ulong mask, int first, int* destination)
    {
        Vector512<byte> positions = Avx512Vbmi2.Compress(Vector512<byte>.Zero, Expand(mask), Vector512<byte>.Indices);
        int count = BitOperations.PopCount(mask);
        (Avx512F.ConvertToVector512Int32(positions.GetLower().GetLower()) + Vector512.Create(first)).Store(destination);
        if (count > 16)
        {
            (Avx512F.ConvertToVector512Int32(positions.GetLower().GetUpper()) + Vector512.Create(first)).Store(destination + 16);
            if (count > 32)
            {
                (Avx512F.ConvertToVector512Int32(positions.GetUpper().GetLower()) + Vector512.Create(first)).Store(destination + 32);
                (Avx512F.ConvertToVector512Int32(positions.GetUpper().GetUpper()) + Vector512.Create(first)).Store(destination + 48);
            }
        }

        return destination + count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Expand(ulong mask)
    {
        Vector512<byte> bit = Vector512.Create(0x8040_2010_0804_0201).AsByte();
        Vector512<byte> spread = Avx512Vbmi.PermuteVar64x8(Vector512.CreateScalarUnsafe(mask).AsByte(), Vector512<byte>.Indices >>> 3);
        return Vector512.Equals(spread & bit, bit);
    }
}
