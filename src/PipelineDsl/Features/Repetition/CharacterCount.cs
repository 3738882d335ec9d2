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
        for (; end - text >= 16; text += 16)
        {
            count += BitOperations.PopCount(Vector128.GreaterThan(Vector128.Load((sbyte*)text), Vector128.Create((sbyte)-65)).ExtractMostSignificantBits());
        }

        for (; text < end; text++)
        {
            count += (sbyte)*text > -65 ? 1 : 0;
        }

        return count;
    }
}
