using System;
using System.Text;

namespace PipelineDsl;

/// <summary>Labels of host names in ASCII, by RFC 3492 with the prefix of RFC 5890. Its memory is reused.</summary>
internal sealed class Punycode
{
    private const int Base = 36;
    private const int LeastThreshold = 1;
    private const int GreatestThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int FirstBias = 72;
    private const int MostCharacters = 1000; // far more than the 63 bytes that DNS allows; the work grows with the square

    private readonly int[] _characters = new int[MostCharacters];

    /// <summary>Appends a label: as it is if it is ASCII, else as <c>xn--</c> and its Punycode; false if it is too long or begins with a mark.</summary>
    /// <param name="label">The label, well-formed UTF-8.</param>
    /// <param name="output">Receives the label.</param>
    public unsafe bool TryAppend(ReadOnlySpan<byte> label, TextBuffer output)
    {
        if (Ascii.IsValid(label))
        {
            output.Append(label);
            return true;
        }

        int count = 0;
        fixed (byte* start = label)
        {
            byte* end = start + label.Length;
            for (byte* p = start; p < end;)
            {
                if (count == MostCharacters)
                {
                    return false;
                }

                _characters[count++] = Utf8Character.Read(p, end, out int length);
                p += length;
            }
        }

        if (UnicodeCategories.IsIn(_characters[0], CategorySet.Mark))
        {
            return false;
        }

        output.Append("xn--"u8);
        Encode(_characters.AsSpan(0, count), output);
        return true;
    }

    private static void Encode(ReadOnlySpan<int> characters, TextBuffer output)
    {
        int handled = 0;
        foreach (int c in characters)
        {
            if (c < 0x80)
            {
                output.Append((byte)c);
                handled++;
            }
        }

        int basic = handled;
        if (basic > 0)
        {
            output.Append((byte)'-');
        }

        int next = 0x80;
        int delta = 0;
        int bias = FirstBias;
        while (handled < characters.Length)
        {
            int least = int.MaxValue;
            foreach (int c in characters)
            {
                least = c >= next && c < least ? c : least;
            }

            delta += (least - next) * (handled + 1); // at most 0x110000 · 1001
            next = least;
            foreach (int c in characters)
            {
                if (c < next)
                {
                    delta++;
                }
                else if (c == next)
                {
                    AppendNumber(delta, bias, output);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            next++;
        }
    }

    private static void AppendNumber(int number, int bias, TextBuffer output)
    {
        for (int k = Base; ; k += Base)
        {
            int threshold = int.Clamp(k - bias, LeastThreshold, GreatestThreshold);
            if (number < threshold)
            {
                output.Append(Digit(number));
                return;
            }

            output.Append(Digit(threshold + ((number - threshold) % (Base - threshold))));
            number = (number - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(int delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / points;
        int k = 0;
        for (; delta > (Base - LeastThreshold) * GreatestThreshold / 2; k += Base)
        {
            delta /= Base - LeastThreshold;
        }

        return k + ((Base - LeastThreshold + 1) * delta / (delta + Skew));
    }

    private static byte Digit(int value) => (byte)(value < 26 ? 'a' + value : '0' + value - 26);
}
