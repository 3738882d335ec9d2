using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Decompresses Snappy's raw format (github.com/google/snappy, format_description.txt).</summary>
internal static class RawSnappy
{
    /// <summary>Decompresses.</summary>
    /// <param name="source">The compressed bytes.</param>
    /// <param name="target">As long as they are decompressed.</param>
    /// <returns>Whether they were sound and filled it exactly.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int at = 0;
        ulong length = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (at == source.Length || shift > 28)
            {
                return false;
            }

            byte next = source[at++];
            length |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                break;
            }
        }

        if (length != (ulong)target.Length)
        {
            return false;
        }

        int written = 0;
        while (at < source.Length)
        {
            byte tag = source[at++];
            int count = (tag >> 2) + 1;
            if ((tag & 3) == 0)
            {
                if (count <= Vector128<byte>.Count && source.Length - at >= Vector128<byte>.Count && target.Length - written >= Vector128<byte>.Count)
                {
                    // Most are short. What is written behind their end is written again by what comes next.
                    Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)at).StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)written);
                    at += count;
                    written += count;
                    continue;
                }

                if (count > 60)
                {
                    int bytes = count - 60;
                    if (!TryInteger(source, ref at, bytes, out uint more) || more >= int.MaxValue)
                    {
                        return false;
                    }

                    count = (int)more + 1;
                }

                if (count > source.Length - at || count > target.Length - written)
                {
                    return false;
                }

                source.Slice(at, count).CopyTo(target[written..]);
                at += count;
                written += count;
                continue;
            }

            uint distance;
            if ((tag & 3) == 1)
            {
                count = ((tag >> 2) & 7) + 4;
                if (!TryInteger(source, ref at, 1, out distance))
                {
                    return false;
                }

                distance |= (uint)(tag >> 5) << 8;
            }
            else if (!TryInteger(source, ref at, (tag & 3) == 2 ? 2 : 4, out distance))
            {
                return false;
            }

            if (!BackReference.TryCopy(target, ref written, distance, count))
            {
                return false;
            }
        }

        return written == target.Length;
    }

    private static bool TryInteger(ReadOnlySpan<byte> source, ref int at, int bytes, out uint value)
    {
        value = 0;
        if (bytes > source.Length - at)
        {
            return false;
        }

        for (int i = 0; i < bytes; i++)
        {
            value |= (uint)source[at++] << (8 * i);
        }

        return true;
    }
}
