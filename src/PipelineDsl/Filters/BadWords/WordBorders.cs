namespace PipelineDsl;

/// <summary>Borders as Python's <c>\W</c> has them: the text's ends, and what is no letter, no number of any kind and no <c>_</c>. Combining marks are none of these.</summary>
internal readonly unsafe struct PythonWordBorders : BadWordList.IBorders
{
    public static ulong Inside<TBlock>(TBlock block)
        where TBlock : struct, IByteBlock<TBlock> => block.Letters() | block.InRange((byte)'0', (byte)'9') | block.Equal((byte)'_');

    public static bool Before(byte* start, byte* p)
    {
        if (p == start)
        {
            return true;
        }

        byte* before = p - 1;
        while (before > start && p - before < 4 && (*before & 0xC0) == 0x80)
        {
            before--;
        }

        return !IsWordCharacter(before);
    }

    public static bool After(byte* p, byte* end) => p >= end || !IsWordCharacter(p);

    private static bool IsWordCharacter(byte* p)
        => *p < 0x80 ? *p is (>= (byte)'0' and <= (byte)'9') or (byte)'_' || (*p | 0x20) is >= (byte)'a' and <= (byte)'z'
            : (UnicodeCategories.SetAt(p, out _) & (CategorySet.Letter | CategorySet.Number)) != 0;
}

/// <summary>Borders as the expression <c>[^a-z]</c> has them in a line in lower case: any character but those, so not the line's ends.</summary>
internal readonly unsafe struct AsciiLetterBorders : BadWordList.IBorders
{
    public static ulong Inside<TBlock>(TBlock block)
        where TBlock : struct, IByteBlock<TBlock> => block.InRange((byte)'a', (byte)'z');

    public static bool Before(byte* start, byte* p) => p > start && IsBorder(p[-1]);

    public static bool After(byte* p, byte* end) => p < end && IsBorder(*p);

    private static bool IsBorder(byte value) => value is not (byte)'\n' and not (>= (byte)'a' and <= (byte)'z');
}
