using System;

namespace PipelineDsl;

/// <summary>Precompiled: SentencePiece's map of characters, as Hugging Face's tokenizers follow it.</summary>
/// <remarks>
/// They look up grapheme clusters of less than six bytes, take the shortest string of the map that the cluster begins with, and put its replacement for the whole cluster; where there is none they look up each
/// character by itself. A cluster here is a character with the marks and joiners behind it, or CR LF: those clusters of UAX #29 that can have so few bytes, but for a few rare prepended marks.
/// </remarks>
internal sealed unsafe class PrecompiledNormalizer(CharacterMap map) : TextNormalizer
{
    private const int ClusterLimit = 6;

    private static readonly CharacterSet s_extending = CharacterSetBuilder.Of(CategorySet.Mark).Add(0x200C, 0x200D).Add(0xE33, 0xE33).Add(0xEB3, 0xEB3).Add(0xFF9E, 0xFF9F).Build();
    private static readonly CharacterSet s_alone = CharacterSetBuilder.Of(CategorySet.Control | CategorySet.Format).Add(0x2028, 0x2029)
        .Intersect(CharacterSetBuilder.OfRanges(0x200C, 0x200D).Invert()).Build();

    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        int before = output.Length;
        bool changed = false;
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            for (byte* p = start; p < end;)
            {
                int length = ClusterLength(p, end);
                ReadOnlySpan<byte> cluster = new(p, length);
                p += length;
                if (length < ClusterLimit && map.TryReplaceShortest(cluster, out _, out ReadOnlySpan<byte> replacement))
                {
                    output.Append(replacement);
                    changed = true;
                    continue;
                }

                while (!cluster.IsEmpty)
                {
                    int one;
                    fixed (byte* character = cluster)
                    {
                        one = CharacterSet.LengthAt(character, character + cluster.Length);
                    }

                    if (map.TryReplaceShortest(cluster[..one], out _, out replacement))
                    {
                        output.Append(replacement);
                        changed = true;
                    }
                    else
                    {
                        output.Append(cluster[..one]);
                    }

                    cluster = cluster[one..];
                }
            }
        }

        if (!changed)
        {
            output.Truncate(before);
        }

        return changed;
    }

    private static int ClusterLength(byte* start, byte* end)
    {
        byte* p = start + CharacterSet.LengthAt(start, end);
        if (*start == '\r')
        {
            return p < end && *p == '\n' ? 2 : 1;
        }

        if (s_alone.At(start, end, out _))
        {
            return (int)(p - start);
        }

        while (p < end && s_extending.At(p, end, out int length))
        {
            p += length;
        }

        return (int)(p - start);
    }
}
