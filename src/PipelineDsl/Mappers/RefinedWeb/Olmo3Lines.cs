using System;

namespace PipelineDsl;

/// <summary>RefinedWeb's line rules as OLMo 3's "all dressed" configuration (datamap-rs) applies them: profile <c>olmo3-alldressed</c>.</summary>
/// <remarks>
/// <para>Lines end at U+000A only and are not stripped. Removed are lines whose upper-case characters are more than half as many as the line has bytes; lines of ASCII digits only (a share above 0.999999 of the bytes);
/// counters (<c>3 likes</c>); lines with fewer than two words, but not empty ones. Words are those that Rust's <c>unicode_words</c> lists, shares are single-precision numbers.</para>
/// <para>Then, in lines of any length and in this case only, <c>items in cart</c> becomes a space, and <c>Read more...</c> at the end (the last three characters may be any) and <c>Sign-in</c> at the beginning go, each with one
/// white-space character beside them; lines of which only white space is left are removed. Each of these three steps also takes one U+000D off line ends with U+000A, and one U+000A off the end of the text. In
/// the end every run of three or more U+000A becomes two.</para>
/// </remarks>
[Mapper]
public sealed class Olmo3Lines
{
    private const float MaxUppercaseRatio = 0.5f;
    private const float MaxDigitRatio = 0.999999f;
    private const float MaxRemovedWordRatio = 0.05f;
    private const int MinLineWords = 2;
    private const int LongLine = 500_000;

    /// <summary>Rewrites the text; false if it stays as it is.</summary>
    [Map]
    public static bool Apply(SegmentedWords<UnicodeWords> words, TextBuffer output, Olmo3LinesMemory memory)
    {
        ReadOnlySpan<byte> text = words.Text;
        RefinedWebLinesMemory lines = memory.Lines;
        lines.Begin(text);
        memory.WordsBefore = words.Count;
        memory.WordsAfter = RemoveLines(words, lines);
        memory.AnyKept = false;
        for (int line = 0; line < lines.Count && !memory.AnyKept; line++)
        {
            memory.AnyKept = !lines.Line(line).IsEmpty;
        }

        bool changed = RemovePhrases(lines, Place.Anywhere);
        changed |= RemovePhrases(lines, Place.End);
        changed |= RemovePhrases(lines, Place.Start);
        TextBuffer joined = memory.Joined;
        joined.Clear();
        for (int line = 0; line < lines.Count; line++)
        {
            if (line > 0)
            {
                joined.Append((byte)'\n');
            }

            joined.Append(lines.Line(line));
        }

        memory.WordsAfter = changed ? memory.CountWords() : memory.WordsAfter;
        Olmo3Newlines.Append(joined.Bytes, output);
        return !output.Bytes.SequenceEqual(text);
    }

    /// <summary>Something of the text is left once lines have been removed.</summary>
    [Rule]
    public static bool AnythingLeft(Olmo3LinesMemory memory) => memory.AnyKept;

    /// <summary>Words removed / words ≤ 0.05.</summary>
    [Rule]
    public static Check FewWordsRemoved(Olmo3LinesMemory memory)
    {
        float ratio = memory.WordsBefore == 0 ? 1 : (float)(memory.WordsBefore - memory.WordsAfter) / memory.WordsBefore;
        return new Check(ratio <= MaxRemovedWordRatio, ratio, MaxRemovedWordRatio);
    }

    private enum Place
    {
        Anywhere,
        Start,
        End,
    }

    /// <summary>Removes whole lines and returns the number of words of those that are left. No word goes beyond a line.</summary>
    private static int RemoveLines(SegmentedWords<UnicodeWords> words, RefinedWebLinesMemory lines)
    {
        ReadOnlySpan<int> starts = words.Starts;
        int kept = 0;
        int keptWords = 0;
        int word = 0;
        int end = 0;
        for (int line = 0; line < lines.Count; line++)
        {
            ReadOnlySpan<byte> bytes = lines.Line(line);
            end += bytes.Length + 1;
            int first = word;
            while (word < starts.Length && starts[word] < end)
            {
                word++;
            }

            if (bytes.IsEmpty || (word - first >= MinLineWords && UppercaseRatio(bytes) <= MaxUppercaseRatio && DigitRatio(bytes) <= MaxDigitRatio && !CounterLine.IsMatch<RustClasses>(bytes)))
            {
                lines.Move(line, kept++);
                keptWords += word - first;
            }
        }

        lines.Truncate(kept);
        return keptWords;
    }

    private static float UppercaseRatio(ReadOnlySpan<byte> line) => (float)LineCharacters.Of(line).Upper / line.Length;

    private static float DigitRatio(ReadOnlySpan<byte> line)
    {
        if (line.Length < LongLine && line.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return 0; // at most 1 - 1 / length, which is below the bound
        }

        int digits = 0;
        foreach (byte value in line)
        {
            digits += char.IsAsciiDigit((char)value) ? 1 : 0;
        }

        return (float)digits / line.Length;
    }

    /// <summary>Takes a phrase out of all lines; false if none has it. Line ends change as the text is cut into lines anew.</summary>
    private static bool RemovePhrases(RefinedWebLinesMemory lines, Place place)
    {
        lines.DropLineEnds();
        int kept = 0;
        bool changed = false;
        for (int line = 0; line < lines.Count; line++)
        {
            if (Find(lines.Line(line), place, out int start, out int end))
            {
                changed = true;
                int from = lines.Text.Length;
                AppendWithout(lines, line, place, start, end);
                if (IsSpace(lines.Text.Bytes[from..]))
                {
                    continue;
                }

                lines.Replace(line, from);
            }

            lines.Move(line, kept++);
        }

        lines.Truncate(kept);
        return changed;
    }

    /// <summary>Appends a line to the memory's texts without the phrase found at a place, and without those behind it.</summary>
    private static void AppendWithout(RefinedWebLinesMemory lines, int line, Place place, int start, int end)
    {
        _ = lines.Text.Reserve(lines.Line(line).Length); // so that the line, which lies in the same buffer, does not move: a phrase is longer than the space in its place
        ReadOnlySpan<byte> rest = lines.Line(line);
        bool found = true;
        while (found)
        {
            lines.Text.Append(rest[..start]);
            if (place == Place.Anywhere)
            {
                lines.Text.Append((byte)' ');
            }

            rest = rest[end..];
            found = place == Place.Anywhere && Find(rest, place, out start, out end);
        }

        lines.Text.Append(rest);
    }

    /// <summary>The first place of the phrase in a line, with the white-space character beside it.</summary>
    private static unsafe bool Find(ReadOnlySpan<byte> line, Place place, out int start, out int end)
    {
        start = -1;
        end = line.Length;
        fixed (byte* bytes = line)
        {
            switch (place)
            {
                case Place.Anywhere:
                    start = line.IndexOf("items in cart"u8);
                    end = start + "items in cart".Length;
                    break;
                case Place.Start when line.StartsWith("Sign-in"u8):
                    start = 0;
                    end = "Sign-in".Length;
                    break;
                case Place.End:
                    int dots = Utf8Character.StartOfLast(bytes, bytes + line.Length, 3);
                    start = dots >= 0 && line[..dots].EndsWith("Read more"u8) ? dots - "Read more".Length : -1;
                    break;
                default:
                    break;
            }

            if (start < 0)
            {
                return false;
            }

            if (place != Place.Start && start > 0 && RustCharacters.IsSpace(Utf8Character.ReadBefore(bytes, bytes + start, out int before)))
            {
                start -= before;
            }

            if (place != Place.End && RustCharacters.IsSpace(Utf8Character.Read(bytes + end, bytes + line.Length, out int behind)))
            {
                end += behind;
            }

            return true;
        }
    }

    private static unsafe bool IsSpace(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            byte* p = start;
            while (p < end && RustCharacters.IsSpace(Utf8Character.Read(p, end, out int length)))
            {
                p += length;
            }

            return p == end;
        }
    }
}
