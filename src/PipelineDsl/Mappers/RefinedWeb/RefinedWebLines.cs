using System;

namespace PipelineDsl;

/// <summary>Removes lines that are no prose, and drops documents of which that is more than a little (RefinedWeb, Penedo et al. 2023, G.2, as DCLM rebuilt it, Li et al. 2024).</summary>
/// <remarks>
/// <para>Lines end at U+000A only. In this order are removed, each step from what the one before has left: lines of which more than half the characters are upper case (in ones of 3, two); lines of digits only; counters (<c>3 likes</c>); lines with fewer than two words between white space (empty lines stay). Then from lines of at most ten words the
/// strings <c>items in cart</c> (anywhere), <c>Read more...</c> (at the end; the last three characters may be any) and <c>Sign-in</c> (at the beginning) are taken out, in any case and with one
/// white-space character beside them; lines of which nothing is left are removed. After each step but that of short lines, white space around the whole text goes too.</para>
/// <para>Words before and after are counted as fastText cuts them, those that do not begin with a letter or number left out.</para>
/// </remarks>
[Mapper]
public sealed class RefinedWebLines
{
    /// <summary>Rewrites the text; false if it stays as it is.</summary>
    [Map]
    public static bool Apply(
        [Text] ReadOnlySpan<byte> text,
        TextBuffer output,
        RefinedWebLinesMemory memory,
        double maxUppercaseRatio,
        double maxDigitRatio,
        int minLineWords,
        int maxPhraseLineWords)
    {
        memory.WordsBefore = FastTextWords.CountAlphanumeric(text);
        memory.Begin(text);
        RemoveByCharacters(memory, maxUppercaseRatio, maxDigitRatio);
        RemoveCounters(memory);
        RemoveShort(memory, minLineWords);
        if (AsciiCase.IndexOf(text, "items in cart"u8) >= 0)
        {
            RemovePhrases(memory, maxPhraseLineWords, Place.Anywhere);
        }

        memory.Strip();
        RemovePhrases(memory, maxPhraseLineWords, Place.End);
        RemovePhrases(memory, maxPhraseLineWords, Place.Start);
        memory.AnyKept = false;
        for (int line = 0; line < memory.Count; line++)
        {
            if (line > 0)
            {
                output.Append((byte)'\n');
            }

            output.Append(memory.Line(line));
        }

        memory.AnyKept = output.Length > 0;
        if (output.Length == text.Length)
        {
            memory.WordsAfter = memory.WordsBefore; // everything only removes, so nothing was removed
            return false;
        }

        memory.WordsAfter = FastTextWords.CountAlphanumeric(output.Bytes);
        return true;
    }

    /// <summary>Something of the text is left.</summary>
    [Rule]
    public static bool AnythingLeft(RefinedWebLinesMemory memory) => memory.AnyKept;

    /// <summary>Words removed / words ≤ <paramref name="maxRemovedWordRatio"/>. A text without words does not pass.</summary>
    [Rule]
    public static Check FewWordsRemoved(RefinedWebLinesMemory memory, double maxRemovedWordRatio)
        => memory.WordsBefore == 0
            ? new Check(false, 1, maxRemovedWordRatio)
            : Check.AtMost((double)(memory.WordsBefore - memory.WordsAfter) / memory.WordsBefore, maxRemovedWordRatio);

    private enum Place
    {
        Anywhere,
        Start,
        End,
    }

    /// <summary>Removes lines of upper case, then lines of digits. Both look at the same counts unless the text's ends were stripped in between.</summary>
    private static void RemoveByCharacters(RefinedWebLinesMemory memory, double maxUppercaseRatio, double maxDigitRatio)
    {
        int kept = 0;
        for (int line = 0; line < memory.Count; line++)
        {
            ReadOnlySpan<byte> bytes = memory.Line(line);
            LineCharacters characters = LineCharacters.Of(bytes);
            if (bytes.IsEmpty || (double)characters.Upper / characters.Characters <= maxUppercaseRatio)
            {
                memory.Move(line, kept++);
            }
        }

        memory.Truncate(kept);
        memory.Strip();
        kept = 0;
        for (int line = 0; line < memory.Count; line++)
        {
            ReadOnlySpan<byte> bytes = memory.Line(line);
            if (bytes.IsEmpty || !StartsLikeDigits(bytes, maxDigitRatio) || DigitRatio(bytes) <= maxDigitRatio)
            {
                memory.Move(line, kept++);
            }
        }

        memory.Truncate(kept);
        memory.Strip();
    }

    private static double DigitRatio(ReadOnlySpan<byte> line)
    {
        LineCharacters characters = LineCharacters.Of(line);
        return (double)characters.Digits / characters.Characters;
    }

    /// <summary>Whether the share of digits in a line can be above the bound: where that is nearly 1, a line of ordinary length that begins with an ASCII letter has none such.</summary>
    private static bool StartsLikeDigits(ReadOnlySpan<byte> line, double maxDigitRatio)
        => line[0] >= 0x80 || (uint)(line[0] - '0') <= 9 || maxDigitRatio * line.Length < line.Length - 1;

    private static void RemoveCounters(RefinedWebLinesMemory memory)
    {
        int kept = 0;
        for (int line = 0; line < memory.Count; line++)
        {
            if (!CounterLine.IsMatch<PythonClasses>(memory.Line(line)))
            {
                memory.Move(line, kept++);
            }
        }

        memory.Truncate(kept);
        memory.Strip();
    }

    private static void RemoveShort(RefinedWebLinesMemory memory, int minLineWords)
    {
        int kept = 0;
        for (int line = 0; line < memory.Count; line++)
        {
            ReadOnlySpan<byte> bytes = memory.Line(line);
            if (bytes.IsEmpty || CountWords(bytes, minLineWords) >= minLineWords)
            {
                memory.Move(line, kept++);
            }
        }

        memory.Truncate(kept);
    }

    private static void RemovePhrases(RefinedWebLinesMemory memory, int maxLineWords, Place place)
    {
        int kept = 0;
        for (int line = 0; line < memory.Count; line++)
        {
            ReadOnlySpan<byte> bytes = memory.Line(line);
            if (!bytes.IsEmpty && TextSpace.Trim(bytes).IsEmpty)
            {
                continue;
            }

            if (Find(bytes, place, out int start, out int end) && CountWords(bytes, maxLineWords + 1) <= maxLineWords)
            {
                int from = memory.Text.Length;
                AppendWithout(memory, line, place, start, end);
                if (TextSpace.Trim(memory.Text.Bytes[from..]).IsEmpty)
                {
                    continue;
                }

                memory.Replace(line, from);
            }

            memory.Move(line, kept++);
        }

        memory.Truncate(kept);
        memory.Strip();
    }

    /// <summary>Appends a line to the memory's texts without the phrase found at a place, and without those behind it.</summary>
    private static void AppendWithout(RefinedWebLinesMemory memory, int line, Place place, int start, int end)
    {
        _ = memory.Text.Reserve(memory.Line(line).Length); // so that the line, which lies in the same buffer, does not move
        ReadOnlySpan<byte> bytes = memory.Line(line);
        memory.Text.Append(bytes[..start]);
        ReadOnlySpan<byte> rest = bytes[end..];
        while (place == Place.Anywhere && Find(rest, place, out start, out end))
        {
            memory.Text.Append(rest[..start]);
            rest = rest[end..];
        }

        memory.Text.Append(rest);
    }

    /// <summary>The first place of the phrase in a line, with one white-space character beside it.</summary>
    private static unsafe bool Find(ReadOnlySpan<byte> line, Place place, out int start, out int end)
    {
        start = 0;
        end = 0;
        switch (place)
        {
            case Place.Anywhere:
                start = AsciiCase.IndexOf(line, "items in cart"u8);
                end = start + "items in cart".Length;
                break;
            case Place.Start:
                start = AsciiCase.StartsWith(line, "sign-in"u8) ? 0 : -1;
                end = "sign-in".Length;
                break;
            default:
                start = StartOfLastThree(line);
                end = line.Length;
                start = start >= "read more".Length && AsciiCase.StartsWith(line[(start - "read more".Length)..], "read more"u8) ? start - "read more".Length : -1;
                break;
        }

        if (start < 0)
        {
            return false;
        }

        fixed (byte* bytes = line)
        {
            if (place == Place.Start)
            {
                end += PythonCharacters.IsSpace(Utf8Character.Read(bytes + end, bytes + line.Length, out int length)) ? length : 0;
            }
            else if (start > 0 && PythonCharacters.IsSpace(Utf8Character.ReadBefore(bytes, bytes + start, out int length)))
            {
                start -= length;
            }
        }

        return true;
    }

    private static unsafe int StartOfLastThree(ReadOnlySpan<byte> line)
    {
        fixed (byte* start = line)
        {
            return Utf8Character.StartOfLast(start, start + line.Length, 3);
        }
    }

    /// <summary>The number of words between white space, at most <paramref name="enough"/>.</summary>
    private static int CountWords(ReadOnlySpan<byte> line, int enough)
    {
        int count = 0;
        for (ReadOnlySpan<byte> rest = TextSpace.TrimStart(line); !rest.IsEmpty && count < enough; count++)
        {
            rest = TextSpace.TrimStart(rest[WordLength(rest)..]);
        }

        return count;
    }

    private static unsafe int WordLength(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            byte* p = start;
            while (p < end && !PythonCharacters.IsSpace(Utf8Character.Read(p, end, out int length)))
            {
                p += length;
            }

            return (int)(p - start);
        }
    }
}
