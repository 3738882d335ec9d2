using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>The sentence rules of MADLAD-400 (Kudugunta et al. 2023, section 2.3) as AI2's datamap-rs has them, without the one that needs a language model.</summary>
/// <remarks>
/// <para>Sentences are what stands between <c>.</c>, <c>!</c> or <c>?</c> followed by white space, and are not only white space. A sentence is suspicious if it has fewer than 20 or more than 500 bytes; or
/// technical characters (digits and <c>{ } + / ( ) &gt;</c>) / bytes above a share; or at least 12 words (UAX #29, with a letter or number) of which more than a share begin with an upper-case letter;
/// or one of the strings, or a match of one of the patterns, that the user gives.</para>
/// <para>Shares are compared with the precision of a 32-bit float, as in the original.</para>
/// </remarks>
[Filter(inOrder: true)]
public sealed class Madlad
{
    private static readonly SearchValues<byte> s_marks = SearchValues.Create(".!?"u8);
    private static readonly SearchValues<byte> s_technical = SearchValues.Create("0123456789{}+/()>"u8);

    /// <summary>Sentences ≥ <paramref name="minSentences"/>.</summary>
    [Rule]
    public static Check EnoughSentences([Text] ReadOnlySpan<byte> text, MadladMemory memory, int minSentences)
    {
        int count = 0;
        for (int start = 0; TryNext(text, ref start, out ReadOnlySpan<byte> sentence, out _);)
        {
            count += sentence.IsEmpty ? 0 : 1;
        }

        memory.Sentences = count;
        return Check.AtLeast(count, minSentences);
    }

    /// <summary>Suspicious sentences / sentences ≤ <paramref name="maxSuspiciousRatio"/>.</summary>
    [Rule]
    public static Check FewSuspiciousSentences(
        SegmentedWords<Uax29Words> words,
        MadladMemory memory,
        CursedStrings cursedStrings,
        CursedPatterns cursedPatterns,
        int minSentenceBytes,
        int maxSentenceBytes,
        double maxTechnicalRatio,
        int minListWords,
        double maxCapitalizedRatio,
        double maxSuspiciousRatio)
    {
        ReadOnlySpan<byte> text = words.Text;
        int suspicious = 0;
        int sentences = 0;
        int word = 0;
        for (int start = 0; TryNext(text, ref start, out ReadOnlySpan<byte> sentence, out int from);)
        {
            if (sentence.IsEmpty)
            {
                continue;
            }

            sentences++;
            bool bad = sentence.Length < minSentenceBytes || sentence.Length > maxSentenceBytes
                || CountTechnical(sentence) > sentence.Length * (float)maxTechnicalRatio
                || IsList(words, ref word, from, from + sentence.Length, minListWords, (float)maxCapitalizedRatio)
                || cursedStrings.AnyIn(sentence)
                || (cursedPatterns.Count > 0 && cursedPatterns.AnyIn(memory.Decode(sentence)));
            suspicious += bad ? 1 : 0;
        }

        memory.Suspicious = suspicious;
        bool passed = suspicious <= sentences * (float)maxSuspiciousRatio;
        return new Check(passed, Ratio.Of(suspicious, sentences), maxSuspiciousRatio);
    }

    /// <summary>The next sentence, not trimmed, or an empty one for white space only; false behind the last.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to go on.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="from">Where it begins.</param>
    private static bool TryNext(ReadOnlySpan<byte> text, ref int start, out ReadOnlySpan<byte> sentence, out int from)
    {
        from = start;
        sentence = default;
        if (start > text.Length)
        {
            return false;
        }

        for (int at = start; ;)
        {
            int mark = text[at..].IndexOfAny(s_marks);
            if (mark < 0)
            {
                sentence = text[from..];
                start = text.Length + 1;
                break;
            }

            int end = at + mark;
            int marks = text[end..].IndexOfAnyExcept(s_marks);
            at = marks < 0 ? text.Length : end + marks;
            int behind = SkipSpace(text, at);
            if (behind > at)
            {
                sentence = text[from..end];
                start = behind;
                break;
            }
        }

        sentence = SkipSpace(sentence, 0) == sentence.Length ? default : sentence;
        return true;
    }

    /// <summary>Where white space that begins at a place ends. It is Unicode's White_Space, so without U+001C to U+001F.</summary>
    private static unsafe int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        fixed (byte* bytes = text)
        {
            while (at < text.Length)
            {
                int c = Utf8Character.Read(bytes + at, bytes + text.Length, out int length);
                if (!PythonCharacters.IsSpace(c) || c is >= 0x1C and <= 0x1F)
                {
                    break;
                }

                at += length;
            }
        }

        return at;
    }

    private static int CountTechnical(ReadOnlySpan<byte> sentence)
    {
        int count = 0;
        for (int at = sentence.IndexOfAny(s_technical); at >= 0; at = sentence.IndexOfAny(s_technical))
        {
            count++;
            sentence = sentence[(at + 1)..];
        }

        return count;
    }

    /// <summary>Whether the words between two places are a list of names: enough of them, and too many of these with a capital.</summary>
    private static bool IsList(SegmentedWords<Uax29Words> words, ref int word, int from, int to, int minWords, float maxCapitalizedRatio)
    {
        ReadOnlySpan<int> starts = words.Starts;
        ReadOnlySpan<int> ends = words.Ends;
        while (word < starts.Length && starts[word] < from)
        {
            word++;
        }

        int count = 0;
        int capitalized = 0;
        for (; word < starts.Length && starts[word] < to; word++)
        {
            if (IsWord(words.Text[starts[word]..ends[word]], out bool isUpper))
            {
                count++;
                capitalized += isUpper ? 1 : 0;
            }
        }

        return count >= minWords && capitalized > count * maxCapitalizedRatio;
    }

    private static unsafe bool IsWord(ReadOnlySpan<byte> segment, out bool isUpper)
    {
        isUpper = false;
        fixed (byte* start = segment)
        {
            byte* end = start + segment.Length;
            for (byte* p = start; p < end;)
            {
                int c = Utf8Character.Read(p, end, out int length);
                isUpper |= p == start && PythonCharacters.IsUpper(c);
                if (PythonCharacters.IsAlphanumeric(c))
                {
                    return true;
                }

                p += length;
            }
        }

        return false;
    }
}
