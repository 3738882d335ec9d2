using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>A hash of 122 bits of each window of a row, from one window to the next in constant time.</summary>
/// <remarks>
/// Two polynomials in the symbols modulo the prime 2⁶¹ - 1 (Karp and Rabin, 1987), evaluated at two points that depend on the seed. Two different windows of n symbols have the same value for at
/// most n of the 2⁶¹ points of each polynomial.
/// </remarks>
/// <typeparam name="TSymbol">What windows are made of.</typeparam>
internal unsafe struct WindowHash<TSymbol>
    where TSymbol : struct, ISubstringSymbol
{
    private const ulong Prime = (1UL << 61) - 1;

    private readonly int _window;
    private readonly ulong _firstPoint;
    private readonly ulong _secondPoint;
    private readonly ulong _firstOut; // the point to the power of the window's length: what a symbol has grown to when it leaves
    private readonly ulong _secondOut;

    /// <summary>Computes the powers.</summary>
    /// <param name="window">Symbols of a window.</param>
    /// <param name="seed">Which points.</param>
    public WindowHash(int window, int seed)
    {
        _window = window;
        _firstPoint = Point((2UL * (uint)seed) + 1);
        _secondPoint = Point((2UL * (uint)seed) + 2);
        _firstOut = Power(_firstPoint, window);
        _secondOut = Power(_secondPoint, window);
    }

    /// <summary>The first value.</summary>
    public ulong High { get; private set; }

    /// <summary>The second value.</summary>
    public ulong Low { get; private set; }

    /// <summary>Hashes a window.</summary>
    /// <param name="symbols">The symbol that it starts with.</param>
    public void Start(byte* symbols)
    {
        ulong high = 0;
        ulong low = 0;
        for (int i = 0; i < _window; i++)
        {
            uint symbol = TSymbol.At(symbols, i);
            high = Add(Multiply(high, _firstPoint), symbol);
            low = Add(Multiply(low, _secondPoint), symbol);
        }

        High = high;
        Low = low;
    }

    /// <summary>Goes on to the window one symbol further.</summary>
    /// <param name="symbols">The symbol that the last window started with.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Roll(byte* symbols)
    {
        uint gone = TSymbol.At(symbols, 0);
        uint come = TSymbol.At(symbols, _window);
        High = Add(Add(Multiply(High, _firstPoint), Prime - Multiply(gone, _firstOut)), come);
        Low = Add(Add(Multiply(Low, _secondPoint), Prime - Multiply(gone, _secondOut)), come);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return Add(low & Prime, (low >> 61) | (high << 3));
    }

    /// <summary>The sum of two numbers, each at most the prime, as a number below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong a, ulong b)
    {
        ulong sum = a + b;
        return sum >= Prime ? sum - Prime : sum;
    }

    private static ulong Power(ulong point, int exponent)
    {
        ulong power = 1;
        for (ulong square = point; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                power = Multiply(power, square);
            }

            square = Multiply(square, square);
        }

        return power;
    }

    /// <summary>A point between 2³² and the prime, spread by SplitMix64 (Steele and others, 2014).</summary>
    private static ulong Point(ulong number)
    {
        ulong z = number * 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        z ^= z >> 31;
        return (1UL << 32) + (z % (Prime - (1UL << 32)));
    }
}
