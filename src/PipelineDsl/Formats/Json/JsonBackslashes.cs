using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Which bytes of a block are escaped, for kernels that look at a whole block at once (simdjson; Langdale and Lemire 2019).</summary>
internal static class JsonBackslashes
{
    private const ulong OddBits = 0xAAAA_AAAA_AAAA_AAAA;

    /// <summary>The bytes that are escaped: those behind an odd number of backslashes. Whether the next block's first byte is escaped is the block's last bit of <paramref name="escaping"/>.</summary>
    /// <param name="backslashes">The backslashes of the block; of a block of fewer than 64 bytes the higher bits are 0, and those of the result mean nothing.</param>
    /// <param name="carry">1 if the block's first byte is escaped.</param>
    /// <param name="escaping">The backslashes that escape the next byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FindEscaped(ulong backslashes, ulong carry, out ulong escaping)
    {
        if (((backslashes & (backslashes << 1)) | carry) == 0)
        {
            escaping = backslashes;
            return backslashes << 1;
        }

        ulong candidates = backslashes & ~carry;
        ulong evenOrOdd = ((candidates << 1) | OddBits) - candidates;
        ulong flipped = evenOrOdd ^ OddBits;
        escaping = flipped & backslashes;
        return flipped ^ (backslashes | carry);
    }
}
