using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>64 bytes in four registers (SSE, Arm64, and whatever else the portable vectors know).</summary>
internal readonly unsafe struct ByteBlock128 : IByteBlock<ByteBlock128>
{
    private readonly Vector128<byte> _a;
    private readonly Vector128<byte> _b;
    private readonly Vector128<byte> _c;
    private readonly Vector128<byte> _d;

    private ByteBlock128(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d)
    {
        _a = a;
        _b = b;
        _c = c;
        _d = d;
    }

    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteBlock128 Load(byte* source)
        => new(Vector128.Load(source), Vector128.Load(source + 16), Vector128.Load(source + 32), Vector128.Load(source + 48));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Equal(byte value)
    {
        Vector128<byte> values = Vector128.Create(value);
        return Mask(Vector128.Equals(_a, values), Vector128.Equals(_b, values), Vector128.Equals(_c, values), Vector128.Equals(_d, values));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong InRange(byte first, byte last)
        => Mask(InRange(_a, first, last), InRange(_b, first, last), InRange(_c, first, last), InRange(_d, first, last));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Letters()
    {
        Vector128<byte> lowerCase = Vector128.Create((byte)0x20);
        return new ByteBlock128(_a | lowerCase, _b | lowerCase, _c | lowerCase, _d | lowerCase).InRange((byte)'a', (byte)'z');
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong EqualFolded(byte value)
    {
        Vector128<byte> lowerCase = Vector128.Create((byte)0x20);
        return new ByteBlock128(_a | lowerCase, _b | lowerCase, _c | lowerCase, _d | lowerCase).Equal(value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NonAscii() => Mask(_a, _b, _c, _d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> InRange(Vector128<byte> bytes, byte first, byte last)
    {
        Vector128<byte> above = bytes - Vector128.Create(first);
        return Vector128.Equals(Vector128.Min(above, Vector128.Create((byte)(last - first))), above);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d)
        => a.ExtractMostSignificantBits() | (b.ExtractMostSignificantBits() << 16)
            | ((ulong)(c.ExtractMostSignificantBits() | (d.ExtractMostSignificantBits() << 16)) << 32);
}
