using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>A short pre-token as a value: its bytes, zeros behind them, and its length in the last byte.</summary>
/// <param name="Low">The first eight bytes.</param>
/// <param name="High">The others and the length: never 0.</param>
internal readonly unsafe record struct PreTokenKey(ulong Low, ulong High)
{
    /// <summary>The longest pre-token in bytes that has a key.</summary>
    public const int MaxLength = 15;

    /// <summary>The key of the <paramref name="length"/> bytes at <paramref name="bytes"/>; sixteen are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreTokenKey Of(byte* bytes, int length)
    {
        Vector128<byte> places = Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        Vector128<byte> kept = Vector128.LessThan(places, Vector128.Create((byte)length));
        Vector128<ulong> key = (Vector128.Load(bytes) & kept).WithElement(15, (byte)length).AsUInt64();
        return new PreTokenKey(key.ToScalar(), key.GetElement(1));
    }

    /// <summary>A hash: two instructions on x64, a multiplication elsewhere. Ids do not depend on it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Hash() => Sse42.X64.IsSupported ? (uint)Sse42.X64.Crc32(Sse42.X64.Crc32(0, Low), High) : PortableHash();

    /// <summary>The hash where there is no instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint PortableHash()
    {
        ulong mixed = (Low ^ (High * 0x9E3779B97F4A7C15UL)) * 0xBF58476D1CE4E5B9UL;
        return (uint)(mixed >> 32);
    }
}
