using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Words for Chinese and Japanese text: each Han, Hiragana or Katakana character is a word of its own, and what stands between them is cut at white space.</summary>
/// <remarks>
/// Han, Hiragana and Katakana are the scripts of Unicode 15.0 and the marks of prolonged sound, U+30FC and U+FF70. Hangul is written with spaces and cut at these only. Punctuation
/// stays with what it touches, as with words at white space: 你好，世界。 is six words.
/// </remarks>
public sealed unsafe class CjkWords : ISegmenter
{
    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        byte* start = text.Start;
        byte* end = start + text.Length;
        byte* word = null; // the beginning of the run that is not yet ended
        byte* p = start;
        while (p < end)
        {
            byte lead = *p;
            int length = 1;
            bool space = lead is <= (byte)' ' and ((>= 9 and <= 13) or >= 0x1C);
            bool single = false;
            if (lead >= 0x80)
            {
                int c = Utf8Character.Read(p, end, out length);
                single = IsSingle(c);
                space = !single && (CharacterTable.At(p, out _) & CharacterFlags.Space) != 0;
            }

            if ((space || single) && word is not null)
            {
                segments.Add((int)(word - start), (int)(p - start));
                word = null;
            }

            if (single)
            {
                segments.Add((int)(p - start), (int)(p - start) + length);
            }
            else if (!space && word is null)
            {
                word = p;
            }

            p += length;
        }

        if (word is not null)
        {
            segments.Add((int)(word - start), (int)(end - start));
        }
    }

    /// <summary>Whether a character is a word of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSingle(int c) => c is >= 0x4E00 and <= 0x9FFF || (c >= 0x2E80 && IsSingleElsewhere(c));

    private static bool IsSingleElsewhere(int c)
        => c is 0x30FC or 0xFF70 or (>= 0x3041 and <= 0x3096) or (>= 0x30A1 and <= 0x30FA) || UnicodeScripts.Of(c) is UnicodeScript.Han or UnicodeScript.Hiragana or UnicodeScript.Katakana;
}
