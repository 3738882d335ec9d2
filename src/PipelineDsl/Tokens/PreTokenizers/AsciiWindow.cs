using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>The classes of 64 bytes as bit masks, and where pre-tokens start among them by the rules that the GPT patterns share for ASCII.</summary>
/// <remarks>
/// The window begins at the start of a pre-token, so that nothing before it matters. Masks shifted left ask about the character before, shifted right
/// about the one after. What the first non-ASCII byte, or the end of the window, could still change is left out by <see cref="Decided"/>.
/// </remarks>
internal unsafe struct AsciiWindow
{
    /// <summary>A to Z.</summary>
    public ulong Upper;

    /// <summary>a to z.</summary>
    public ulong Lower;

    /// <summary>0 to 9.</summary>
    public ulong Digits;

    /// <summary>U+0020.</summary>
    public ulong Spaces;

    /// <summary>Tab, CR, LF, vertical tab, form feed.</summary>
    public ulong Controls;

    /// <summary>CR and LF.</summary>
    public ulong Newlines;

    /// <summary>U+0027.</summary>
    public ulong Apostrophes;

    /// <summary>U+002F.</summary>
    public ulong Slashes;

    /// <summary>Bytes of characters that are not ASCII.</summary>
    public ulong NonAscii;

    /// <summary>Letters.</summary>
    public readonly ulong Letters => Upper | Lower;

    /// <summary>White space.</summary>
    public readonly ulong White => Spaces | Controls;

    /// <summary>What is neither letter, digit nor white space.</summary>
    public readonly ulong Others => ~(Upper | Lower | Digits | Spaces | Controls | NonAscii);

    /// <summary>Classifies the 64 bytes at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AsciiWindow At(byte* p)
        => Vector512.IsHardwareAccelerated ? At512(p) : Vector256.IsHardwareAccelerated ? At256(p) : At128(p);

    /// <summary>With 64-byte vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AsciiWindow At512(byte* p)
    {
        Vector512<byte> v = Vector512.Load(p);
        AsciiWindow w;
        w.Upper = Vector512.LessThan(v - Vector512.Create((byte)'A'), Vector512.Create((byte)26)).ExtractMostSignificantBits();
        w.Lower = Vector512.LessThan(v - Vector512.Create((byte)'a'), Vector512.Create((byte)26)).ExtractMostSignificantBits();
        w.Digits = Vector512.LessThan(v - Vector512.Create((byte)'0'), Vector512.Create((byte)10)).ExtractMostSignificantBits();
        w.Spaces = Vector512.Equals(v, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
        w.Controls = Vector512.LessThan(v - Vector512.Create((byte)'\t'), Vector512.Create((byte)5)).ExtractMostSignificantBits();
        w.Newlines = Vector512.Equals(v, Vector512.Create((byte)'\n')).ExtractMostSignificantBits()
            | Vector512.Equals(v, Vector512.Create((byte)'\r')).ExtractMostSignificantBits();
        w.Apostrophes = Vector512.Equals(v, Vector512.Create((byte)'\'')).ExtractMostSignificantBits();
        w.Slashes = Vector512.Equals(v, Vector512.Create((byte)'/')).ExtractMostSignificantBits();
        w.NonAscii = v.ExtractMostSignificantBits();
        return w;
    }

    /// <summary>With 32-byte vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AsciiWindow At256(byte* p)
    {
        Vector256<byte> a = Vector256.Load(p);
        Vector256<byte> b = Vector256.Load(p + 32);
        AsciiWindow w;
        w.Upper = Range(a, b, (byte)'A', 26);
        w.Lower = Range(a, b, (byte)'a', 26);
        w.Digits = Range(a, b, (byte)'0', 10);
        w.Spaces = Equal(a, b, (byte)' ');
        w.Controls = Range(a, b, (byte)'\t', 5);
        w.Newlines = Equal(a, b, (byte)'\n') | Equal(a, b, (byte)'\r');
        w.Apostrophes = Equal(a, b, (byte)'\'');
        w.Slashes = Equal(a, b, (byte)'/');
        w.NonAscii = Bits(a, b);
        return w;
    }

    /// <summary>With 16-byte vectors, which every machine has.</summary>
    public static AsciiWindow At128(byte* p)
    {
        AsciiWindow w = default;
        for (int i = 0; i < 64; i += 16)
        {
            Vector128<byte> v = Vector128.Load(p + i);
            w.Upper |= (ulong)Range(v, (byte)'A', 26) << i;
            w.Lower |= (ulong)Range(v, (byte)'a', 26) << i;
            w.Digits |= (ulong)Range(v, (byte)'0', 10) << i;
            w.Spaces |= (ulong)Equal(v, (byte)' ') << i;
            w.Controls |= (ulong)Range(v, (byte)'\t', 5) << i;
            w.Newlines |= (ulong)(Equal(v, (byte)'\n') | Equal(v, (byte)'\r')) << i;
            w.Apostrophes |= (ulong)Equal(v, (byte)'\'') << i;
            w.Slashes |= (ulong)Equal(v, (byte)'/') << i;
            w.NonAscii |= (ulong)v.ExtractMostSignificantBits() << i;
        }

        return w;
    }

    /// <summary>Leaves control characters that are no white space to the slow path, as if they were not ASCII: for patterns that tell them from symbols.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void HideControls(byte* p) => NonAscii |= ControlBits(p) & ~Controls;

    /// <summary>The bits below <paramref name="count"/>, which is less than 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Below(int count) => (1UL << count) - 1;

    /// <summary>Which starts are decided by what the window shows, given that <paramref name="remaining"/> bytes of text are left.</summary>
    /// <param name="remaining">Bytes from the window's first to the end of the text.</param>
    /// <param name="end">The bit of the text's end, if the window shows all of the text and all of it is ASCII.</param>
    /// <returns>The bits up to and with the last character before the first unknown one that is neither white space nor apostrophe.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Decided(long remaining, out ulong end)
    {
        end = 0;
        ulong nonAscii = NonAscii;
        if (remaining < 64)
        {
            ulong text = Below((int)remaining);
            nonAscii &= text;
            if (nonAscii == 0)
            {
                // Behind the text stands its padding: spaces, which end everything as the text's end does, and which let white space run on to it.
                end = 1UL << (int)remaining;
                return text;
            }
        }

        // The bits below the lowest one set; all if there is none.
        ulong known = (nonAscii ^ (nonAscii - 1)) & ~nonAscii;
        ulong firm = known & ~(White | Apostrophes);
        return firm == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(firm);
    }

    /// <summary>Where pre-tokens start by the rules that cl100k and o200k share; contractions and changes of case are theirs to add.</summary>
    /// <typeparam name="TNumbers">How many numbers are one pre-token.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Starts<TNumbers>()
        where TNumbers : struct, INumberLength
    {
        ulong letters = Letters;
        ulong white = White;
        ulong blanks = white & ~Newlines;
        ulong others = Others;

        // [^\s\p{L}\p{N}]+ starts after anything but itself and a space, which it takes; newlines directly behind it are its own.
        ulong otherStarts = others & ~(others << 1);
        ulong loneOthers = otherStarts & ~(Spaces << 1);
        ulong whiteStarts = white & ~(white << 1) & ~(Newlines & (others << 1));

        // A run of white space ends after its last newline; without one, before its last character.
        ulong afterNewlines = ~Newlines & (Newlines << 1);
        ulong lastBlanks = blanks & ~(white >> 1) & (white << 1);

        // Letters take one character before them: the last blank, or a single one of the others that no space took.
        ulong letterStarts = letters & ~(letters << 1) & ~((blanks | loneOthers) << 1);

        ulong starts = loneOthers | whiteStarts | afterNewlines | lastBlanks | letterStarts | (TNumbers.Max == 1 ? Digits : DigitTriples());
        ulong indents = (Newlines << 1) & blanks;
        return indents == 0 ? starts : WithoutBlankLines(starts, indents, blanks, others);
    }

    /// <summary>A run of digits starts anew at every third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong DigitTriples()
    {
        ulong starts = Digits & ~(Digits << 1);
        ulong fourth = Digits & (Digits << 1) & (Digits << 2) & (Digits << 3);
        ulong group = starts;
        while (fourth != 0 && (group = (group << 3) & fourth) != 0)
        {
            starts |= group;
        }

        return starts;
    }

    /// <summary>Newlines, blanks, newlines again are one pre-token: takes back the start after the first newlines, unless others before had taken those.</summary>
    private readonly ulong WithoutBlankLines(ulong starts, ulong indents, ulong blanks, ulong others)
    {
        // Adding a run's first bit to the run carries it to the place behind the run.
        ulong joined = (indents + blanks) & ~blanks & Newlines;
        while (joined != 0)
        {
            int at = BitOperations.TrailingZeroCount(joined);
            joined &= joined - 1;
            int indent = 64 - BitOperations.LeadingZeroCount(~blanks & Below(at));
            ulong beforeNewlines = ~Newlines & Below(indent);
            bool taken = beforeNewlines != 0 && (others >> (63 - BitOperations.LeadingZeroCount(beforeNewlines)) & 1) != 0;
            if (!taken)
            {
                starts &= ~(1UL << indent);
            }
        }

        return starts;
    }

    /// <summary>U+0000 to U+001F, and U+007F.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ControlBits(byte* p)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> a = Vector256.Load(p);
            Vector256<byte> b = Vector256.Load(p + 32);
            return Range(a, b, 0, 0x20) | Equal(a, b, 0x7F);
        }

        ulong bits = 0;
        for (int i = 0; i < 64; i += 16)
        {
            Vector128<byte> v = Vector128.Load(p + i);
            bits |= (ulong)(Range(v, 0, 0x20) | Equal(v, 0x7F)) << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> a, Vector256<byte> b) => a.ExtractMostSignificantBits() | ((ulong)b.ExtractMostSignificantBits() << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(Vector256<byte> a, Vector256<byte> b, byte value)
        => Bits(Vector256.Equals(a, Vector256.Create(value)), Vector256.Equals(b, Vector256.Create(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Range(Vector256<byte> a, Vector256<byte> b, byte low, byte count) => Bits(
        Vector256.LessThan(a - Vector256.Create(low), Vector256.Create(count)),
        Vector256.LessThan(b - Vector256.Create(low), Vector256.Create(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Equal(Vector128<byte> v, byte value) => Vector128.Equals(v, Vector128.Create(value)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Range(Vector128<byte> v, byte low, byte count)
        => Vector128.LessThan(v - Vector128.Create(low), Vector128.Create(count)).ExtractMostSignificantBits();
}
