using System;
using System.Buffers;
using System.Text;

namespace PipelineDsl;

/// <summary>The lines of a text as FineWeb's filter sees them: cut at U+000A only, blank ones (white space only) left out, none stripped.</summary>
[Feature(cost: FeatureCost.Lines)]
public struct FineWebLines
{
    private const int ShortLength = 30;

    /// <summary>Lines that are not blank.</summary>
    public int Count;

    /// <summary>Those that end with a terminal punctuation mark of any script (datatrove's TERMINAL_PUNCTUATION, 159 characters: no quotes, no brackets).</summary>
    public int Punctuated;

    /// <summary>Those of at most 30 characters (code points).</summary>
    public int Short;

    /// <summary>Blank lines of at most 30 characters, between line ends or at the text's ends.</summary>
    public int ShortBlank;

    /// <summary>Characters U+000A of the text.</summary>
    public int Newlines;

    /// <summary>Characters U+000A, plus one: the lines with the blank ones.</summary>
    public readonly int CountWithBlank => Newlines + 1;

    /// <summary>Looks at the lines.</summary>
    [Finish]
    public unsafe void Finish(LineList lines)
    {
        Newlines = lines.Text.Count((byte)'\n');
        ShortBlank = CountWithBlank - lines.Count; // the empty ones
        ReadOnlySpan<int> starts = lines.Starts;
        ReadOnlySpan<int> ends = lines.Ends;
        int count = 0;
        int shorter = 0;
        int punctuated = 0;
        fixed (byte* text = lines.Text)
        {
            for (int i = 0; i < starts.Length; i++)
            {
                byte* start = text + starts[i];
                byte* end = text + ends[i];
                bool isShort = IsShort(start, end, ShortLength);
                if (IsBlank(start, end))
                {
                    ShortBlank += isShort ? 1 : 0;
                    continue;
                }

                count++;
                shorter += isShort ? 1 : 0;
                byte last = end[-1];
                punctuated += last < 0x80 ? (last is (byte)'.' or (byte)'!' or (byte)'?' ? 1 : 0)
                    : (CharacterTable.Before(start, end, out _) & CharacterFlags.Terminal) != 0 ? 1 : 0;
            }
        }

        Count = count;
        Short = shorter;
        Punctuated = punctuated;
    }

    /// <summary>Lines that end with one of the given characters, or with terminal punctuation if none are given / lines that are not blank; 0 without such lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="stopCharacters">The characters, one after the other.</param>
    public readonly double PunctuatedRatio(LineList lines, string stopCharacters)
        => Ratio.Of(stopCharacters.Length == 0 ? Punctuated : Ending(lines, stopCharacters), Count);

    /// <summary>Lines of at most the given number of characters / lines that are not blank; 0 without such lines.</summary>
    public readonly double ShortRatio(LineList lines, int length) => Ratio.Of(length == ShortLength ? Short : Shorter(lines, length), Count);

    /// <summary>The lines that end with one of some characters.</summary>
    internal static int Ending(LineList lines, string stopCharacters)
    {
        int count = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            ReadOnlySpan<byte> line = lines.Text[lines.Starts[i]..lines.Ends[i]];
            count += Rune.DecodeLastFromUtf8(line, out Rune last, out _) == OperationStatus.Done && Contains(stopCharacters, last) && !TextSpace.Trim(line).IsEmpty ? 1 : 0;
        }

        return count;
    }

    private static unsafe int Shorter(LineList lines, int length)
    {
        int count = 0;
        fixed (byte* text = lines.Text)
        {
            for (int i = 0; i < lines.Count; i++)
            {
                byte* start = text + lines.Starts[i];
                byte* end = text + lines.Ends[i];
                count += IsShort(start, end, length) && !IsBlank(start, end) ? 1 : 0;
            }
        }

        return count;
    }

    private static unsafe bool IsShort(byte* start, byte* end, int length)
        => end - start <= length || (end - start <= 4L * length && CharacterCount.Of(start, (int)(end - start)) <= length);

    private static unsafe bool IsBlank(byte* start, byte* end)
        => *start is <= 0x20 or >= 0x80 && TextSpace.TrimStart(new(start, (int)(end - start))).IsEmpty;

    private static bool Contains(string characters, Rune rune)
    {
        foreach (Rune character in characters.EnumerateRunes())
        {
            if (character == rune)
            {
                return true;
            }
        }

        return false;
    }
}
