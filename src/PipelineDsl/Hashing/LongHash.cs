using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>XXH3 with 128 bits and without a seed, for more than <see cref="ShortBytes"/> bytes, as xxHash's specification has it (xxh3, "large inputs").</summary>
/// <remarks>The class library's <see cref="System.IO.Hashing.XxHash128"/> gives the same; its loop neither uses vectors of 512 bits nor reads ahead.</remarks>
internal static unsafe class LongHash
{
    /// <summary>Up to here XXH3 works in other ways.</summary>
    public const int ShortBytes = 240;

    internal const uint Prime32First = 0x9E3779B1;

    private const uint Prime32Second = 0x85EBCA77;
    private const uint Prime32Third = 0xC2B2AE3D;
    private const ulong Prime64First = 0x9E3779B185EBCA87;
    private const ulong Prime64Second = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime64Third = 0x165667B19E3779F9;
    private const ulong Prime64Fourth = 0x85EBCA77C2B2AE63;
    private const ulong Prime64Fifth = 0x27D4EB2F165667C5;

    private const int StripeBytes = 64;
    private const int SecretBytes = 192;
    private const int SecretStep = 8;
    private const int PrefetchDistance = 2048;
    private const int StripesPerBlock = (SecretBytes - StripeBytes) / SecretStep;

    /// <summary>The algorithm's constant default secret.</summary>
    private static ReadOnlySpan<byte> Secret =>
    [
        0xB8, 0xFE, 0x6C, 0x39, 0x23, 0xA4, 0x4B, 0xBE, 0x7C, 0x01, 0x81, 0x2C, 0xF7, 0x21, 0xAD, 0x1C,
        0xDE, 0xD4, 0x6D, 0xE9, 0x83, 0x90, 0x97, 0xDB, 0x72, 0x40, 0xA4, 0xA4, 0xB7, 0xB3, 0x67, 0x1F,
        0xCB, 0x79, 0xE6, 0x4E, 0xCC, 0xC0, 0xE5, 0x78, 0x82, 0x5A, 0xD0, 0x7D, 0xCC, 0xFF, 0x72, 0x21,
        0xB8, 0x08, 0x46, 0x74, 0xF7, 0x43, 0x24, 0x8E, 0xE0, 0x35, 0x90, 0xE6, 0x81, 0x3A, 0x26, 0x4C,
        0x3C, 0x28, 0x52, 0xBB, 0x91, 0xC3, 0x00, 0xCB, 0x88, 0xD0, 0x65, 0x8B, 0x1B, 0x53, 0x2E, 0xA3,
        0x71, 0x64, 0x48, 0x97, 0xA2, 0x0D, 0xF9, 0x4E, 0x38, 0x19, 0xEF, 0x46, 0xA9, 0xDE, 0xAC, 0xD8,
        0xA8, 0xFA, 0x76, 0x3F, 0xE3, 0x9C, 0x34, 0x3F, 0xF9, 0xDC, 0xBB, 0xC7, 0xC7, 0x0B, 0x4F, 0x1D,
        0x8A, 0x51, 0xE0, 0x4B, 0xCD, 0xB4, 0x59, 0x31, 0xC8, 0x9F, 0x7E, 0xC9, 0xD9, 0x78, 0x73, 0x64,
        0xEA, 0xC5, 0xAC, 0x83, 0x34, 0xD3, 0xEB, 0xC3, 0xC5, 0x81, 0xA0, 0xFF, 0xFA, 0x13, 0x63, 0xEB,
        0x17, 0x0D, 0xDD, 0x51, 0xB7, 0xF0, 0xDA, 0x49, 0xD3, 0x16, 0x55, 0x26, 0x29, 0xD4, 0x68, 0x9E,
        0x2B, 0x16, 0xBE, 0x58, 0x7D, 0x47, 0xA1, 0xFC, 0x8F, 0xF8, 0xB8, 0xD1, 0x7A, 0xD0, 0x31, 0xCE,
        0x45, 0xCB, 0x3A, 0x8F, 0x95, 0x16, 0x04, 0x28, 0xAF, 0xD7, 0xFB, 0xCA, 0xBB, 0x4B, 0x40, 0x7E,
    ];

    /// <summary>The hash by the best instructions of this machine.</summary>
    public static Hash128 Of(ReadOnlySpan<byte> bytes) => Of(bytes, TextKernels.Best);

    /// <summary>The hash by the instructions of a kernel.</summary>
    public static Hash128 Of(ReadOnlySpan<byte> bytes, TextKernel kernel) => kernel switch
    {
        TextKernel.Vector512 when HashLanes512.IsSupported => Of<HashLanes512>(bytes),
        TextKernel.Vector512 or TextKernel.Vector256 when HashLanes256.IsSupported => Of<HashLanes256>(bytes),
        not TextKernel.Scalar when HashLanes128.IsSupported => Of<HashLanes128>(bytes),
        _ => Of<HashLanesScalar>(bytes),
    };

    private static Hash128 Of<TLanes>(ReadOnlySpan<byte> bytes)
        where TLanes : struct, IHashLanes<TLanes>
    {
        ulong* sums = stackalloc ulong[] { Prime32Third, Prime64First, Prime64Second, Prime64Third, Prime64Fourth, Prime32Second, Prime64Fifth, Prime32First };
        fixed (byte* start = bytes, secret = Secret)
        {
            byte* p = start;
            byte* last = start + bytes.Length - StripeBytes; // the last stripe, which overlaps the one before it
            byte* blocksEnd = start + ((bytes.Length - 1) / (StripesPerBlock * StripeBytes) * (StripesPerBlock * StripeBytes));
            TLanes lanes = TLanes.Load(sums);
            while (p < blocksEnd)
            {
                for (byte* key = secret; key < secret + (StripesPerBlock * SecretStep); key += 2 * SecretStep)
                {
                    Prefetch(p + PrefetchDistance);
                    Prefetch(p + PrefetchDistance + StripeBytes);
                    lanes = lanes.Add(p, key).Add(p + StripeBytes, key + SecretStep);
                    p += 2 * StripeBytes;
                }

                lanes = lanes.Scramble(secret + SecretBytes - StripeBytes);
            }

            for (byte* key = secret; p < last; key += SecretStep)
            {
                lanes = lanes.Add(p, key);
                p += StripeBytes;
            }

            lanes.Add(last, secret + SecretBytes - StripeBytes - 7).Store(sums);
            ulong length = (ulong)bytes.Length;
            return new Hash128(
                Merge(sums, (ulong*)(secret + SecretBytes - StripeBytes - 11), ~(length * Prime64Second)),
                Merge(sums, (ulong*)(secret + 11), length * Prime64First));
        }
    }

    /// <summary>The loop has so many instructions a byte that reading ahead does not come about by itself. Behind the text it does no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    private static ulong Merge(ulong* sums, ulong* secret, ulong start)
    {
        ulong merged = start;
        for (int i = 0; i < 8; i += 2)
        {
            ulong high = Math.BigMul(sums[i] ^ Unsafe.ReadUnaligned<ulong>(secret + i), sums[i + 1] ^ Unsafe.ReadUnaligned<ulong>(secret + i + 1), out ulong low);
            merged += high ^ low;
        }

        merged ^= merged >> 37;
        merged *= 0x165667919E3779F9;
        return merged ^ (merged >> 32);
    }
}
