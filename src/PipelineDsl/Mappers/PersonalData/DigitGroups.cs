using System;
using System.Diagnostics.CodeAnalysis;

namespace PipelineDsl;

/// <summary>A number as people write it: groups of digits with single separators between them (spaces, hyphens, full stops, brackets).</summary>
internal unsafe ref struct DigitGroups
{
    /// <summary>Digits that are read at most: the longest number looked for has 19.</summary>
    public const int MaxDigits = 20;

    private const int MaxGroups = 8;

    private fixed byte _digits[MaxDigits];
    private fixed byte _lengths[MaxGroups];
    private fixed byte _separators[MaxGroups];
    private fixed int _ends[MaxGroups];
    private fixed int _totals[MaxGroups];

    /// <summary>The number of groups.</summary>
    public int Count { get; private set; }

    /// <summary>All digits, without separators.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Digits
    {
        get
        {
            fixed (byte* digits = _digits)
            {
                return new ReadOnlySpan<byte>(digits, Count == 0 ? 0 : _totals[Count - 1]);
            }
        }
    }

    /// <summary>The number of digits of a group.</summary>
    public readonly int Length(int group) => _lengths[group];

    /// <summary>The digits of the first groups together.</summary>
    public readonly int Total(int groups) => _totals[groups - 1];

    /// <summary>Where a group ends in the text, in bytes.</summary>
    public readonly int End(int group) => _ends[group];

    /// <summary>What follows a group: U+0020, <c>-</c>, <c>.</c>, <c>(</c> (before the next group, perhaps after a space) or <c>)</c> (perhaps with a space or hyphen after it); 0 after the last.</summary>
    public readonly byte Separator(int group) => group < Count - 1 ? _separators[group] : (byte)0;

    /// <summary>Reads the groups that begin at a digit. A group that does not fit into <see cref="MaxDigits"/> is left out with all that follow, and then nothing is read if it is the first.</summary>
    public static void Read(ReadOnlySpan<byte> text, int start, ref DigitGroups groups)
    {
        groups.Count = 0;
        int total = 0;
        for (int at = start; groups.Count < MaxGroups;)
        {
            int length = 0;
            while (at + length < text.Length && char.IsAsciiDigit((char)text[at + length]))
            {
                if (total + length == MaxDigits)
                {
                    return;
                }

                groups._digits[total + length] = text[at + length];
                length++;
            }

            if (length == 0)
            {
                return;
            }

            total += length;
            at += length;
            groups._lengths[groups.Count] = (byte)length;
            groups._ends[groups.Count] = at;
            groups._totals[groups.Count] = total;
            at += SeparatorLength(text[at..], out byte separator);
            groups._separators[groups.Count] = separator;
            groups.Count++;
            if (separator == 0)
            {
                return;
            }
        }
    }

    /// <summary>Whether the groups have these lengths and the same separator, a space or a hyphen, between them.</summary>
    public readonly bool Are(ReadOnlySpan<byte> lengths)
    {
        if (Count < lengths.Length)
        {
            return false;
        }

        for (int group = 0; group < lengths.Length; group++)
        {
            if (_lengths[group] != lengths[group] || (group < lengths.Length - 1 && (_separators[group] != _separators[0] || _separators[group] is not ((byte)' ' or (byte)'-'))))
            {
                return false;
            }
        }

        return true;
    }

    private static int SeparatorLength(ReadOnlySpan<byte> text, out byte separator)
    {
        separator = 0;
        int length = OneSeparator(text, out byte first);
        if (length == 0)
        {
            return 0;
        }

        ReadOnlySpan<byte> rest = text[length..];
        int more = OneSeparator(rest, out byte second);
        separator = first;
        if (first == (byte)')')
        {
            length += second is (byte)' ' or (byte)'-' or (byte)'.' ? more : 0;
        }
        else if (first is (byte)' ' or (byte)'-' && second == (byte)'(')
        {
            separator = second;
            length += more;
        }

        if (length >= text.Length || !char.IsAsciiDigit((char)text[length]))
        {
            separator = 0;
        }

        return length;
    }

    /// <summary>Spaces, also U+00A0 and U+202F; hyphens, also U+2010, U+2011 and U+2013; full stop and brackets.</summary>
    private static int OneSeparator(ReadOnlySpan<byte> text, out byte separator)
    {
        switch (text)
        {
            case [(byte)' ' or (byte)'-' or (byte)'.' or (byte)'(' or (byte)')', ..]:
                separator = text[0];
                return 1;
            case [0xC2, 0xA0, ..]:
                separator = (byte)' ';
                return 2;
            case [0xE2, 0x80, 0xAF, ..]:
                separator = (byte)' ';
                return 3;
            case [0xE2, 0x80, 0x90 or 0x91 or 0x93, ..]:
                separator = (byte)'-';
                return 3;
            default:
                separator = 0;
                return 0;
        }
    }
}
