using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Repeats what was decompressed before.</summary>
internal static class BackReference
{
    /// <summary>Copies bytes from before the end of what was written to its end; the stretch may reach into itself.</summary>
    /// <param name="target">What is written to.</param>
    /// <param name="written">How much was written; becomes how much is.</param>
    /// <param name="distance">How far before the end the stretch begins.</param>
    /// <param name="count">Its length.</param>
    /// <returns>Whether there is such a stretch, and room.</returns>
    public static bool TryCopy(Span<byte> target, ref int written, uint distance, int count)
    {
        if (distance == 0 || distance > (uint)written || count > target.Length - written)
        {
            return false;
        }

        int end = written + count;
        if (distance >= Vector128<byte>.Count && target.Length - end >= Vector128<byte>.Count)
        {
            // What is written behind the end is written again by what comes next.
            ref byte first = ref MemoryMarshal.GetReference(target);
            for (; written < end; written += Vector128<byte>.Count)
            {
                Vector128.LoadUnsafe(ref first, (nuint)(written - (int)distance)).StoreUnsafe(ref first, (nuint)written);
            }

            written = end;
            return true;
        }

        // A stretch that reaches into itself is a period: each round copies as much of it as there is.
        int start = written - (int)distance;
        while (written < end)
        {
            int now = Math.Min(written - start, end - written);
            target.Slice(start, now).CopyTo(target[written..]);
            written += now;
        }

        return true;
    }
}
