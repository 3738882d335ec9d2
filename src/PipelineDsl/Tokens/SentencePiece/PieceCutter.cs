using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Cuts text at the borders that no piece reaches over, and around user-defined pieces: what is between two of them has the same ids wherever it stands.</summary>
/// <remarks>The text must be well-formed UTF-8.</remarks>
internal readonly unsafe struct PieceCutter(PieceBorders borders) : IPreTokenizer
{
    private const int Window = 64;

    private readonly PieceBorders _borders = borders;
    private readonly AsciiPairClasses _classes = borders.AsciiClasses;
    private readonly UserSymbols? _userSymbols = borders.UserSymbols;

    /// <inheritdoc/>
    public static bool HasCharacterIds => true;

    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end)
    {
        if (_borders.IsWhole)
        {
            return end;
        }

        if (_userSymbols is not null && IsUserSymbol(start, end, out int length))
        {
            return start + length;
        }

        int left = Read(start, out byte* p);
        while (p < end)
        {
            if (_borders.EndsAlways(left))
            {
                return p;
            }

            int right = Read(p, out byte* next);
            if (!_borders.AreJoined(left, right) || (_userSymbols is not null && IsUserSymbol(p, end, out _)))
            {
                return p;
            }

            left = right;
            p = next;
        }

        return p;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Ends(byte* start, byte* end)
    {
        if (_borders.IsWhole)
        {
            return 0;
        }

        int count = Window;
        ulong ends = 0;
        if (end - start < Window)
        {
            count = (int)(end - start);
            ends = 1UL << count;
        }

        ulong nonAscii = NonAscii(start);
        if (BitOperations.TrailingZeroCount(nonAscii) is var ascii && ascii < count)
        {
            count = ascii;
            ends = _borders.AreJoined(start[count - 1], Read(start + count, out _)) ? 0 : 1UL << count;
        }

        ends |= (AsciiPairClasses.IsSupported ? _classes.Cuts(start) << 1 : Cuts(start, count)) & (ulong.MaxValue >> (Window - count)) & ~1UL;
        return _userSymbols is null ? ends : AroundUserSymbols(start, end, count, ends);
    }

    /// <summary>One bit for each border before one of the first places. Two letters are taken for joined: the few that are not cost time only.</summary>
    private ulong Cuts(byte* start, int count)
    {
        ulong letters = Letters(start);
        ulong spaces = Spaces(start);
        ulong joined = ((letters | spaces) << 1) & letters;
        ulong ends = _borders.EndsBeforeSpaces ? ~(spaces << 1) & spaces : 0;
        byte* cuts = _borders.AsciiCuts;
        for (ulong others = ~(joined | ends) & (ulong.MaxValue >> (Window - count)) & ~1UL; others != 0; others &= others - 1)
        {
            int i = BitOperations.TrailingZeroCount(others);
            ends |= (ulong)cuts[(start[i - 1] * PieceBorders.Ascii) + start[i]] << i;
        }

        return ends;
    }

    private static ulong Letters(byte* p) => Letters(Vector256.Load(p)) | ((ulong)Letters(Vector256.Load(p + 32)) << 32);

    private static uint Letters(Vector256<byte> bytes)
        => Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26)).ExtractMostSignificantBits();

    private static ulong Spaces(byte* p)
        => Vector256.Equals(Vector256.Load(p), Vector256.Create((byte)' ')).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Load(p + 32), Vector256.Create((byte)' ')).ExtractMostSignificantBits() << 32);

    private static ulong NonAscii(byte* p)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512.Load(p).ExtractMostSignificantBits();
        }

        return Vector256.Load(p).ExtractMostSignificantBits() | ((ulong)Vector256.Load(p + 32).ExtractMostSignificantBits() << 32);
    }

    /// <summary>Adds the ends around user-defined pieces of one character, and keeps those up to the first one of several characters, whose start is one.</summary>
    private ulong AroundUserSymbols(byte* start, byte* end, int count, ulong ends)
    {
        ReadOnlySpan<bool> mayBegin = _userSymbols!.MayBeginLong;
        ReadOnlySpan<bool> isSymbol = _userSymbols.IsAsciiSymbol;
        for (int i = 0; i < count; i++)
        {
            // What is taken for joined without being so must not have a symbol in it: nothing merges with one.
            if (isSymbol[start[i]])
            {
                ends |= ((1UL << i) | (2UL << i)) & ~1UL;
            }

            if (mayBegin[start[i]] && IsUserSymbol(start + i, end, out _))
            {
                return i == 0 ? 0 : (ends & ((1UL << i) - 1)) | (1UL << i);
            }
        }

        return ends;
    }

    /// <summary>Whether a user-defined piece of several characters stands at a place; around one of a single character there are borders anyhow.</summary>
    private bool IsUserSymbol(byte* p, byte* end, out int length)
    {
        length = 0;
        return _userSymbols!.MayBeginLong[*p] && _userSymbols.Longest(new ReadOnlySpan<byte>(p, (int)Math.Min(end - p, int.MaxValue)), out length) >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Read(byte* p, out byte* next)
    {
        int lead = *p;
        if (lead < 0x80)
        {
            next = p + 1;
            return lead;
        }

        if (lead < 0xE0)
        {
            next = p + 2;
            return ((lead & 0x1F) << 6) | (p[1] & 0x3F);
        }

        if (lead < 0xF0)
        {
            next = p + 3;
            return ((lead & 0xF) << 12) | ((p[1] & 0x3F) << 6) | (p[2] & 0x3F);
        }

        next = p + 4;
        return ((lead & 7) << 18) | ((p[1] & 0x3F) << 12) | ((p[2] & 0x3F) << 6) | (p[3] & 0x3F);
    }
}
