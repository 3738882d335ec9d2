using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Some 32-bit numbers in one register. Each width has its own; all compute the same.</summary>
/// <typeparam name="TSelf">The register's type.</typeparam>
internal unsafe interface IUIntLanes<TSelf>
    where TSelf : struct, IUIntLanes<TSelf>
{
    /// <summary>Whether this machine has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The numbers in a register.</summary>
    static abstract int Count { get; }

    /// <summary>The greatest number in all lanes.</summary>
    static abstract TSelf Greatest { get; }

    /// <summary>One number in all lanes.</summary>
    static abstract TSelf Create(uint value);

    /// <summary>Loads numbers.</summary>
    static abstract TSelf Load(uint* source);

    /// <summary>Stores numbers.</summary>
    void Store(uint* destination);

    /// <summary>The lesser of this and <paramref name="x"/>·<paramref name="a"/> + <paramref name="b"/> modulo 2³², in each lane.</summary>
    TSelf MinOfProduct(TSelf x, TSelf a, TSelf b);
}

/// <summary>Sixteen numbers (AVX-512).</summary>
internal readonly unsafe struct UIntLanes512(Vector512<uint> value) : IUIntLanes<UIntLanes512>
{
    private readonly Vector512<uint> _value = value;

    /// <inheritdoc/>
    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static int Count => Vector512<uint>.Count;

    /// <inheritdoc/>
    public static UIntLanes512 Greatest => new(Vector512<uint>.AllBitsSet);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UIntLanes512 Create(uint value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UIntLanes512 Load(uint* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(uint* destination) => _value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UIntLanes512 MinOfProduct(UIntLanes512 x, UIntLanes512 a, UIntLanes512 b) => new(Vector512.Min(_value, (x._value * a._value) + b._value));
}

/// <summary>Eight numbers (AVX2).</summary>
internal readonly unsafe struct UIntLanes256(Vector256<uint> value) : IUIntLanes<UIntLanes256>
{
    private readonly Vector256<uint> _value = value;

    /// <inheritdoc/>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static int Count => Vector256<uint>.Count;

    /// <inheritdoc/>
    public static UIntLanes256 Greatest => new(Vector256<uint>.AllBitsSet);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UIntLanes256 Create(uint value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UIntLanes256 Load(uint* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(uint* destination) => _value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UIntLanes256 MinOfProduct(UIntLanes256 x, UIntLanes256 a, UIntLanes256 b) => new(Vector256.Min(_value, (x._value * a._value) + b._value));
}

/// <summary>Four numbers (SSE, Arm64, and whatever else the portable vectors know).</summary>
internal readonly unsafe struct UIntLanes128(Vector128<uint> value) : IUIntLanes<UIntLanes128>
{
    private readonly Vector128<uint> _value = value;

    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static int Count => Vector128<uint>.Count;

    /// <inheritdoc/>
    public static UIntLanes128 Greatest => new(Vector128<uint>.AllBitsSet);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UIntLanes128 Create(uint value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UIntLanes128 Load(uint* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(uint* destination) => _value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UIntLanes128 MinOfProduct(UIntLanes128 x, UIntLanes128 a, UIntLanes128 b) => new(Vector128.Min(_value, (x._value * a._value) + b._value));
}

/// <summary>One number: what the other widths are compared with, and what remains where there are no vectors.</summary>
internal readonly unsafe struct UIntLanesScalar(uint value) : IUIntLanes<UIntLanesScalar>
{
    private readonly uint _value = value;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static UIntLanesScalar Greatest => new(uint.MaxValue);

    /// <inheritdoc/>
    public static UIntLanesScalar Create(uint value) => new(value);

    /// <inheritdoc/>
    public static UIntLanesScalar Load(uint* source) => new(*source);

    /// <inheritdoc/>
    public void Store(uint* destination) => *destination = _value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UIntLanesScalar MinOfProduct(UIntLanesScalar x, UIntLanesScalar a, UIntLanesScalar b) => new(uint.Min(_value, (x._value * a._value) + b._value));
}
