using System;

namespace PipelineDsl;

/// <summary>Decompresses LZ4's block format (github.com/lz4/lz4, lz4_Block_format.md).</summary>
internal static class RawLz4
{
    private const int ShortestMatch = 4;

    /// <summary>Decompresses.</summary>
    /// <param name="source">The compressed bytes.</param>
    /// <param name="target">As long as they are decompressed.</param>
    /// <returns>Whether they were sound and filled it exactly.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int at = 0;
        int written = 0;
        while (at < source.Length)
        {
            byte token = source[at++];
            if (!TryLength(source, ref at, token >> 4, out int literals) || literals > source.Length - at || literals > target.Length - written)
            {
                return false;
            }

            source.Slice(at, literals).CopyTo(target[written..]);
            at += literals;
            written += literals;
            if (at == source.Length)
            {
                break; // the last sequence has no match
            }

            if (source.Length - at < 2)
            {
                return false;
            }

            uint distance = (uint)(source[at] | (source[at + 1] << 8));
            at += 2;
            if (!TryLength(source, ref at, token & 15, out int match) || match > int.MaxValue - ShortestMatch || !BackReference.TryCopy(target, ref written, distance, match + ShortestMatch))
            {
                return false;
            }
        }

        return written == target.Length;
    }

    private static bool TryLength(ReadOnlySpan<byte> source, ref int at, int nibble, out int length)
    {
        length = nibble;
        if (nibble < 15)
        {
            return true;
        }

        while (at < source.Length)
        {
            byte more = source[at++];
            if (length > int.MaxValue - more)
            {
                return false;
            }

            length += more;
            if (more < 255)
            {
                return true;
            }
        }

        return false;
    }
}
