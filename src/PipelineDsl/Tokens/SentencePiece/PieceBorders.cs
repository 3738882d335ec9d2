using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Where text may be cut so that its parts have the ids that they have in the whole: between two characters that stand side by side in no piece. Immutable; shared by all encoders.</summary>
/// <remarks>
/// <para>
/// No piece reaches over such a border, so nothing ever merges across it, and every path of Unigram's lattice goes through it. With the pieces of LLaMA 2 it is before each space that
/// follows something else, and on both sides of each ideograph.
/// </para>
/// <para>Pairs of ASCII characters lie in a table. The others lie in a hashed set of bits: a pair that is taken for another one is not cut, which costs time only.</para>
/// </remarks>
internal sealed unsafe class PieceBorders
{
    /// <summary>The number of ASCII characters.</summary>
    public const int Ascii = 128;

    private const int Bmp = 1 << 16;

    private const byte BeginsPair = 1; // the character stands in some pair on the left
    private const byte EndsPair = 2; // on the right
    private const byte Unknown = 4; // neighbours with this flag are not cut either

    private readonly NativeArray<byte> _asciiCuts = new(Ascii * Ascii);
    private readonly NativeArray<byte> _flags = new(Bmp);
    private readonly NativeArray<ulong> _pairs;
    private readonly int _shift;
    private readonly Func<int, bool>? _isUnknown;

    /// <summary>Finds the borders.</summary>
    /// <param name="pieces">The characters of all pieces that can be made.</param>
    /// <param name="userSymbols">Pieces that nothing merges with, or null.</param>
    /// <param name="isUnknown">Which characters become one piece with their likes, or null if none do.</param>
    /// <param name="beforeSpaces">Whether to cut before every space: no piece reaches over that place then.</param>
    public PieceBorders(IEnumerable<int[]> pieces, UserSymbols? userSymbols, Func<int, bool>? isUnknown, bool beforeSpaces = false)
    {
        UserSymbols = userSymbols;
        _isUnknown = isUnknown;
        HashSet<long> pairs = [];
        foreach (int[] piece in pieces)
        {
            for (int i = 1; i < piece.Length; i++)
            {
                int left = piece[i - 1];
                int right = piece[i];
                if ((!beforeSpaces || right != ' ') && userSymbols?.IsSymbol(left) != true && userSymbols?.IsSymbol(right) != true)
                {
                    _ = pairs.Add(((long)left << 32) | (uint)right);
                }
            }
        }

        // A false positive in about sixteen.
        int bits = Math.Max(16, BitOperations.Log2((uint)pairs.Count) + 5);
        _pairs = new NativeArray<ulong>(1 << (bits - 6));
        _shift = 64 - bits;
        _asciiCuts.Span.Fill(1);
        foreach (long pair in pairs)
        {
            int left = (int)(pair >> 32);
            int right = (int)pair;
            if (left < Bmp)
            {
                _flags.Start[left] |= BeginsPair;
            }

            if (right < Bmp)
            {
                _flags.Start[right] |= EndsPair;
            }

            if (left < Ascii && right < Ascii)
            {
                _asciiCuts.Start[(left * Ascii) + right] = 0;
            }

            uint bit = Hash(left, right);
            _pairs.Start[bit >> 6] |= 1UL << (int)(bit & 63);
        }

        if (isUnknown is not null)
        {
            AddUnknown(isUnknown, beforeSpaces);
        }

        AsciiClasses = new AsciiPairClasses(_asciiCuts.Span);
        EndsBeforeSpaces = Enumerable.Range(0, Ascii).All(left => left == ' ' || _asciiCuts.Span[(left * Ascii) + ' '] != 0);
    }

    private PieceBorders()
    {
        IsWhole = true;
        AsciiClasses = new AsciiPairClasses(_asciiCuts.Span);
        _pairs = new NativeArray<ulong>(0);
    }

    /// <summary>No borders: the text stays whole.</summary>
    public static PieceBorders None { get; } = new();

    /// <summary>Whether there are no borders at all.</summary>
    public bool IsWhole { get; }

    /// <summary>Pieces that nothing merges with, or null.</summary>
    public UserSymbols? UserSymbols { get; }

    /// <summary>For two ASCII characters, at 128 times the left one and the right one: 1 if there is a border between them, else 0.</summary>
    public byte* AsciiCuts => _asciiCuts.Start;

    /// <summary>Whether there is a border between every other ASCII character and a space.</summary>
    public bool EndsBeforeSpaces { get; }

    /// <summary>What <see cref="AsciiCuts"/> tells, for many pairs at once.</summary>
    public AsciiPairClasses AsciiClasses { get; }

    /// <summary>Whether there is a border behind a character, whatever follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EndsAlways(int character) => character < Bmp && (_flags.Start[character] & (BeginsPair | Unknown)) == 0;

    /// <summary>Whether there are borders on both sides of a character, whatever is around it.</summary>
    public bool IsAlone(int character) => !IsWhole && _flags.Start[character] == 0 && !BeginsSymbol(character);

    /// <summary>Whether there is no border between two characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreJoined(int left, int right)
    {
        int before = left < Bmp ? _flags.Start[left] : Beyond(left);
        int behind = right < Bmp ? _flags.Start[right] : Beyond(right);
        if ((before & BeginsPair) != 0 && (behind & EndsPair) != 0)
        {
            uint bit = Hash(left, right);
            if ((_pairs.Start[bit >> 6] >> (int)(bit & 63) & 1) != 0)
            {
                return true;
            }
        }

        return (before & behind & Unknown) != 0;
    }

    private bool BeginsSymbol(int character)
    {
        byte* utf8 = stackalloc byte[4];
        _ = Utf8Character.Write(utf8, character);
        return UserSymbols is not null && UserSymbols.MayBeginLong[utf8[0]];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Beyond(int character) => UserSymbols?.IsSymbol(character) == true ? 0 : BeginsPair | EndsPair | (_isUnknown?.Invoke(character) == true ? Unknown : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Hash(int left, int right)
    {
        ulong key = (((ulong)(uint)left << 21) | (uint)right) * 0x9E3779B97F4A7C15UL;
        return (uint)((key ^ (key >> 29)) * 0xBF58476D1CE4E5B9UL >> _shift);
    }

    private void AddUnknown(Func<int, bool> isUnknown, bool beforeSpaces)
    {
        for (int character = 0; character < Bmp; character++)
        {
            if (isUnknown(character) && !(beforeSpaces && character == ' ') && UserSymbols?.IsSymbol(character) != true)
            {
                _flags.Start[character] |= Unknown;
            }
        }

        for (int left = 0; left < Ascii; left++)
        {
            for (int right = 0; right < Ascii; right++)
            {
                if ((_flags.Start[left] & _flags.Start[right] & Unknown) != 0)
                {
                    _asciiCuts.Start[(left * Ascii) + right] = 0;
                }
            }
        }
    }
}
