using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>64 bytes in two registers (AVX2).</summary>
internal readonly unsafe struct ByteBlock256 : IByteBlock<ByteBlock256>
{
    private readonly Vector256<byte> _low;
    private readonly Vector256<byte> _high;

    private ByteBlock256(Vector256<byte> low, Vector256<byte> high)
    {
        _low = low;
        _high = high;
    }

    /// <inheritdoc/>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteBlock256 Load(byte* source) => new(Vector256.Load(source), Vector256.Load(source + Vector256<byte>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Equal(byte value)
    {
        Vector256<byte> values = Vector256.Create(value);
        return Mask(Vector256.Equals(_low, values), Vector256.Equals(_high, values));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong InRange(byte first, byte last) => Mask(InRange(_low, first, last), InRange(_high, first, last));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Letters()
    {
        Vector256<byte> lowerCase = Vector256.Create((byte)0x20);
        return Mask(InRange(_low | lowerCase, (byte)'a', (byte)'z'), InRange(_high | lowerCase, (byte)'a', (byte)'z'));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong EqualFolded(byte value)
    {
        Vector256<byte> lowerCase = Vector256.Create((byte)0x20);
        return new ByteBlock256(_low | lowerCase, _high | lowerCase).Equal(value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NonAscii() => Mask(_low, _high);

    /// <summary>AVX2 has no unsigned comparison: x ≤ n if and only if min(x, n) = x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> InRange(Vector256<byte> bytes, byte first, byte last)
    {
        Vector256<byte> above = bytes - Vector256.Create(first);
        return Vector256.Equals(Vector256.Min(above, Vector256.Create((byte)(last - first))), above);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector256<byte> low, Vector256<byte> high)
        => low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);
}
