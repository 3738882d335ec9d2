using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>How many code points a piece of UTF-8 has: its bytes without the continuation bytes.</summary>
internal static unsafe class CharacterCount
{
    /// <summary>The number of code points in <paramref name="length"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Of(byte* text, int length)
    {
        int count = 0;
        byte* end = text + length;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; end - text >= 64; text += 64)
            {
                count += BitOperations.PopCount(Vector512.GreaterThan(Vector512.Load((sbyte*)text), Vector512.Create((sbyte)-65)).ExtractMostSignificantBits());
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; end - text >= 32; text += 32)
            {
                count += BitOperations.PopCount(Vector256.GreaterThan(Vector256.Load((sbyte*)text), Vector256.Create((sbyte)-65)).ExtractMostSignificantBits());
            }
        }

        for (; end - text >= 16; text += 16)
        {
            count += BitOperations.PopCount(Firsts(text));
        }

        if (length >= 16)
        {
            return count + BitOperations.PopCount(Firsts(end - 16) >> (16 - (int)(end - text))); // the last 16 bytes, without those that are counted
        }

        for (; text < end; text++)
        {
            count += (sbyte)*text > -65 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Which of 16 bytes are the first of a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Firsts(byte* text) => Vector128.GreaterThan(Vector128.Load((sbyte*)text), Vector128.Create((sbyte)-65)).ExtractMostSignificantBits();
}
