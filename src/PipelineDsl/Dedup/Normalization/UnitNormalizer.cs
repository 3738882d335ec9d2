using System;

namespace PipelineDsl;

/// <summary>Makes of a unit of text what is compared. One per worker; its memory is reused.</summary>
internal sealed class UnitNormalizer
{
    private readonly TextBuffer _lower = new();
    private readonly SimplifiedText _simplified = new();

    /// <summary>Appends what is compared.</summary>
    /// <param name="unit">The unit, UTF-8. It must not lie in <paramref name="output"/>.</param>
    /// <param name="normalization">What must be equal.</param>
    /// <param name="output">Receives it behind what it has.</param>
    public void Append(ReadOnlySpan<byte> unit, UnitNormalization normalization, TextBuffer output)
    {
        switch (normalization)
        {
            case UnitNormalization.WhiteSpace:
                AppendCollapsed(unit, output);
                break;
            case UnitNormalization.LowerCase:
                PythonLower.Append(TextSpace.Trim(unit), output);
                break;
            case UnitNormalization.CcNet:
                _lower.Clear();
                PythonLower.Append(TextSpace.Trim(unit), _lower);
                AppendCcNet(_lower.Bytes, output);
                break;
            case UnitNormalization.Simplified:
                _simplified.Append(unit, output);
                break;
            default:
                output.Append(unit);
                break;
        }
    }

    private static void AppendCollapsed(ReadOnlySpan<byte> unit, TextBuffer output)
    {
        int start = output.Length;
        while (true)
        {
            unit = TextSpace.TrimStart(unit);
            if (unit.IsEmpty)
            {
                return;
            }

            int length = WordLength(unit);
            if (output.Length > start)
            {
                output.Append((byte)' ');
            }

            output.Append(unit[..length]);
            unit = unit[length..];
        }
    }

    private static int WordLength(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length)
        {
            // Not the first byte, which is no white space; nor ASCII above U+0020, which most are.
            if (text[at] is > 0x20 and < 0x80)
            {
                at++;
                continue;
            }

            if ((CharacterFlagsReader.At(text, at, out int length) & CharacterFlags.Space) != 0)
            {
                break;
            }

            at += length;
        }

        return at;
    }

    private static unsafe void AppendCcNet(ReadOnlySpan<byte> lower, TextBuffer output)
    {
        fixed (byte* start = lower)
        {
            for (int at = 0; at < lower.Length;)
            {
                byte first = lower[at];
                if (first < 0x80)
                {
                    at++;
                    if (first is >= 0x20 and < 0x7F)
                    {
                        output.Append(char.IsAsciiDigit((char)first) ? (byte)'0' : first);
                    }

                    continue;
                }

                CharacterFlags flags = CharacterFlagsReader.At(lower, at, out int length);
                int character = Utf8Character.Read(start + at, start + lower.Length, out _);
                if ((flags & CharacterFlags.Digit) != 0)
                {
                    output.Append((byte)'0');
                }
                else if (character == Utf8Character.Invalid || !IsRemoved(character))
                {
                    output.Append(lower.Slice(at, length));
                }

                at += length;
            }
        }
    }

    /// <summary>cc_net's table of punctuation (but for U+FF11, which is a digit and so never gets here) and the controls U+0080 to U+009F.</summary>
    private static bool IsRemoved(int c) => c is (>= 0x80 and <= 0x9F) or 0xAB or 0xB4 or 0xBB or 0x2013 or 0x2014 or 0x2019 or (>= 0x201C and <= 0x201E) or 0x2026 or 0x2236 or 0x2501 or 0x25BA
        or 0x3001 or 0x3002 or (>= 0x3008 and <= 0x300D) or 0x3010 or 0x3011 or 0xFF01 or 0xFF05 or 0xFF08 or 0xFF09 or 0xFF0C or 0xFF0E or 0xFF1A or 0xFF1B or 0xFF1F or 0xFF5E;
}
