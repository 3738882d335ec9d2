using System;

namespace PipelineDsl;

/// <summary>Puts a space on both sides of some characters: what BertNormalizer does with ideographs.</summary>
internal sealed unsafe class SpacedNormalizer(CharacterSet spaced) : TextNormalizer
{
    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        bool changed = false;
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            byte* kept = start;
            for (byte* p = start; p < end;)
            {
                if (spaced.At(p, end, out int length))
                {
                    changed = true;
                    output.Append(new ReadOnlySpan<byte>(kept, (int)(p - kept)));
                    output.Append((byte)' ');
                    output.Append(new ReadOnlySpan<byte>(p, length));
                    output.Append((byte)' ');
                    kept = p + length;
                }

                p += length;
            }

            if (changed)
            {
                output.Append(new ReadOnlySpan<byte>(kept, (int)(end - kept)));
            }
        }

        return changed;
    }
}
