using System;

namespace PipelineDsl;

/// <summary>What C4 looks for in a line, found without lower-casing it.</summary>
/// <remarks>
/// The rules are about the line after Python's <c>str.lower</c>. Of all characters outside ASCII only two give an ASCII letter then: U+212A (the Kelvin sign) becomes k, which is taken for
/// one in "cookie"; U+0130 becomes i and a combining dot, which can end no phrase. So a byte with bit 0x20 set is enough for letters, and a space is a space.
/// </remarks>
internal static unsafe class C4Phrases
{
    /// <summary>Where something may begin that <see cref="At"/> then decides: three or four bytes of each phrase, rare ones in English, and the brackets.</summary>
    public static ulong Candidates<TBlock>(byte* p)
        where TBlock : struct, IByteBlock<TBlock>
    {
        TBlock first = TBlock.Load(p);
        TBlock second = TBlock.Load(p + 1);
        TBlock third = TBlock.Load(p + 2);
        TBlock fourth = TBlock.Load(p + 3);
        ulong c = third.EqualFolded((byte)'c');
        ulong s = second.EqualFolded((byte)'s');
        ulong javascript = first.EqualFolded((byte)'j') & third.EqualFolded((byte)'v');
        ulong ipsum = first.EqualFolded((byte)'p') & s & fourth.EqualFolded((byte)'m');
        ulong cookie = first.EqualFolded((byte)'c') & second.EqualFolded((byte)'o') & third.EqualFolded((byte)'o') & (fourth.EqualFolded((byte)'k') | fourth.Equal(0xE2));
        ulong privacy = first.EqualFolded((byte)'v') & c & fourth.EqualFolded((byte)'y');
        ulong ofUse = first.EqualFolded((byte)'f') & second.Equal((byte)' ') & third.EqualFolded((byte)'u') & fourth.EqualFolded((byte)'s');
        return first.Equal((byte)'[') | first.Equal((byte)'{') | javascript | ipsum | cookie | privacy | ofUse;
    }

    /// <summary>What is found at a candidate: the phrase may begin before it, but lies between <paramref name="start"/> and <paramref name="end"/>.</summary>
    public static C4Finds At(byte* p, byte* start, byte* end) => (*p | 0x20) switch
    {
        '{' when *p == '{' => C4Finds.CurlyBracket,
        '{' => CitationEnd(p, end) is null ? C4Finds.None : C4Finds.Citation, // '[' with bit 0x20 set
        'j' => Matches(p, start, end, "javascript"u8) ? C4Finds.JavaScript : C4Finds.None,
        'p' => Matches(p - 7, start, end, "lorem ipsum"u8) ? C4Finds.LoremIpsum : C4Finds.None,
        'v' => Matches(p - 3, start, end, "privacy policy"u8) ? C4Finds.Policy : C4Finds.None,
        'f' => Matches(p - 7, start, end, "terms of use"u8) ? C4Finds.Policy : C4Finds.None,
        'c' => IsAboutCookies(p, start, end) ? C4Finds.Policy : C4Finds.None,
        _ => C4Finds.None,
    };

    /// <summary>Everything that is found between <paramref name="start"/> and <paramref name="end"/>, byte after byte.</summary>
    public static C4Finds In(byte* start, byte* end)
    {
        C4Finds finds = C4Finds.None;
        for (byte* p = start; p < end; p++)
        {
            finds |= At(p, start, end);
        }

        return finds;
    }

    /// <summary>The end of the citation mark at <paramref name="p"/> (<c>[edit]</c>, <c>[citation needed]</c>, or digits of any script or nothing in brackets); null if there is none.</summary>
    public static byte* CitationEnd(byte* p, byte* end)
    {
        if (*p != '[')
        {
            return null;
        }

        ReadOnlySpan<byte> rest = new(p, (int)(end - p));
        if (rest.StartsWith("[edit]"u8))
        {
            return p + "[edit]"u8.Length;
        }

        if (rest.StartsWith("[citation needed]"u8))
        {
            return p + "[citation needed]"u8.Length;
        }

        byte* at = p + 1;
        while (at < end && (CharacterTable.At(at, out int length) & CharacterFlags.Digit) != 0)
        {
            at += length;
        }

        return at < end && *at == ']' ? at + 1 : null;
    }

    private static bool IsAboutCookies(byte* p, byte* start, byte* end)
    {
        byte* k = p + 3;
        int length = k < end && (*k | 0x20) == 'k' ? 1 : end - k >= 3 && k[0] == 0xE2 && k[1] == 0x84 && k[2] == 0xAA ? 3 : 0;
        if (length == 0 || !Matches(p, start, end, "coo"u8))
        {
            return false;
        }

        byte* rest = k + length;
        return Matches(rest, start, end, "ie policy"u8)
            || (Matches(rest, start, end, "ies"u8)
                && (Matches(p - 4, start, end, "use "u8) || Matches(p - 5, start, end, "uses "u8) || Matches(p - 7, start, end, "use of "u8)));
    }

    private static bool Matches(byte* p, byte* start, byte* end, ReadOnlySpan<byte> phrase)
    {
        if (p < start || end - p < phrase.Length)
        {
            return false;
        }

        for (int i = 0; i < phrase.Length; i++)
        {
            if ((phrase[i] == ' ' ? p[i] : p[i] | 0x20) != phrase[i])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What C4 looks for in a line.</summary>
[Flags]
internal enum C4Finds : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A mark such as <c>[3]</c>, <c>[edit]</c> or <c>[citation needed]</c>.</summary>
    Citation = 1,

    /// <summary>"lorem ipsum".</summary>
    LoremIpsum = 2,

    /// <summary>"javascript".</summary>
    JavaScript = 4,

    /// <summary>U+007B.</summary>
    CurlyBracket = 8,

    /// <summary>"terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies".</summary>
    Policy = 16,
}
