using System;

namespace PipelineDsl;

/// <summary>Normalizers that drop some characters and put a space for others: StripAccents, Nmt, and the first part of BertNormalizer.</summary>
/// <param name="dropped">The characters to drop.</param>
/// <param name="spaces">The characters to put a space for, or null.</param>
internal sealed unsafe class CharacterNormalizer(CharacterSet dropped, CharacterSet? spaces = null) : TextNormalizer
{
    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        int before = output.Length;
        bool changed = false;
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            byte* kept = start;
            for (byte* p = start; p < end;)
            {
                bool isDropped = dropped.At(p, end, out int length);
                if (isDropped || spaces?.At(p, end, out _) == true)
                {
                    changed = true;
                    output.Append(new ReadOnlySpan<byte>(kept, (int)(p - kept)));
                    if (!isDropped)
                    {
                        output.Append((byte)' ');
                    }

                    kept = p + length;
                }

                p += length;
            }

            if (changed)
            {
                output.Append(new ReadOnlySpan<byte>(kept, (int)(end - kept)));
            }
        }

        if (!changed)
        {
            output.Truncate(before);
        }

        return changed;
    }
}
