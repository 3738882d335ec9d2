using System;
using System.Collections.Generic;
using System.Linq;
using static PipelineDsl.SentenceBreak;
using static PipelineDsl.WordBreak;

namespace PipelineDsl.Tests.Text.Segmentation;

/// <summary>The rules of UAX #29 one by one, as they stand in the annex, at every place between two characters.</summary>
internal static class ReferenceBoundaries
{
    /// <summary>The pieces between word boundaries.</summary>
    public static List<string> Words(string text)
    {
        WordBreak[] classes = [.. text.EnumerateRunes().Select(static r => (WordBreak)(CharacterPages<WordBreakPages>.Of(r.Value) - '@'))];
        return Cut(text, at => IsWordBoundary(classes, at));
    }

    /// <summary>The pieces between sentence boundaries.</summary>
    public static List<string> Sentences(string text)
    {
        SentenceBreak[] classes = [.. text.EnumerateRunes().Select(static r => (SentenceBreak)(CharacterPages<SentenceBreakPages>.Of(r.Value) - '@'))];
        return Cut(text, at => IsSentenceBoundary(classes, at));
    }

    /// <summary>The words that a segmenter should give: stripped, and without empty ones.</summary>
    public static List<string> StrippedWords(string text) => [.. Words(text).Select(ReferenceText.Strip).Where(static w => w.Length > 0)];

    /// <summary>The sentences that a segmenter should give: pieces of white space go with the one before, or with the next if they are the first.</summary>
    public static List<string> MergedSentences(string text)
    {
        List<string> merged = [];
        string before = "";
        foreach (string piece in Sentences(text))
        {
            bool blank = ReferenceText.Strip(piece).Length == 0;
            if (blank && merged.Count > 0)
            {
                merged[^1] += piece;
            }
            else if (blank)
            {
                before += piece;
            }
            else
            {
                merged.Add(before + piece);
                before = "";
            }
        }

        return before.Length == 0 ? merged : [before];
    }

    private static List<string> Cut(string text, Func<int, bool> isBoundary)
    {
        List<string> pieces = [];
        int at = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            if (isBoundary(at))
            {
                pieces.Add("");
            }

            pieces[^1] += rune.ToString();
            at++;
        }

        return pieces;
    }

    private static bool IsWordBoundary(WordBreak[] text, int at)
    {
        if (at == 0)
        {
            return true; // WB1
        }

        WordBreak left = text[at - 1];
        WordBreak right = text[at];
        if (left == WordBreak.CarriageReturn && right == WordBreak.LineFeed)
        {
            return false; // WB3
        }

        if (IsLineEnd(left) || IsLineEnd(right))
        {
            return true; // WB3a, WB3b
        }

        if (left == ZeroWidthJoiner && right is Pictograph or LetterPictograph)
        {
            return false; // WB3c
        }

        if (left == WordBreak.Space && right == WordBreak.Space)
        {
            return false; // WB3d
        }

        if (IsIgnored(right))
        {
            return false; // WB4
        }

        int before = Before(text, at); // the character that counts
        left = text[before];
        WordBreak? leftLeft = before > 0 && Before(text, before) is int b && !IsLineEnd(text[b]) ? text[b] : null;
        int after = After(text, at);
        WordBreak? rightRight = after < text.Length ? text[after] : null;
        return !(
            (IsLetter(left) && IsLetter(right)) // WB5
            || (IsLetter(left) && right is MidLetter or MidNumberLetter or SingleQuote && IsLetter(rightRight)) // WB6
            || (IsLetter(leftLeft) && left is MidLetter or MidNumberLetter or SingleQuote && IsLetter(right)) // WB7
            || (left == HebrewLetter && right == SingleQuote) // WB7a
            || (left == HebrewLetter && right == DoubleQuote && rightRight == HebrewLetter) // WB7b
            || (leftLeft == HebrewLetter && left == DoubleQuote && right == HebrewLetter) // WB7c
            || (left == WordBreak.Numeric && right == WordBreak.Numeric) // WB8
            || (IsLetter(left) && right == WordBreak.Numeric) // WB9
            || (left == WordBreak.Numeric && IsLetter(right)) // WB10
            || (leftLeft == WordBreak.Numeric && left is MidNumber or MidNumberLetter or SingleQuote && right == WordBreak.Numeric) // WB11
            || (left == WordBreak.Numeric && right is MidNumber or MidNumberLetter or SingleQuote && rightRight == WordBreak.Numeric) // WB12
            || (left == Katakana && right == Katakana) // WB13
            || ((IsLetter(left) || left is WordBreak.Numeric or Katakana or ExtendNumberLetter) && right == ExtendNumberLetter) // WB13a
            || (left == ExtendNumberLetter && (IsLetter(right) || right is WordBreak.Numeric or Katakana)) // WB13b
            || (left == RegionalIndicator && right == RegionalIndicator && IndicatorsBefore(text, at) % 2 == 1)); // WB15, WB16; WB999
    }

    private static bool IsLineEnd(WordBreak c) => c is WordBreak.CarriageReturn or WordBreak.LineFeed or Newline;

    private static bool IsIgnored(WordBreak c) => c is WordBreak.Extend or WordBreak.Format or ZeroWidthJoiner;

    private static bool IsLetter(WordBreak? c) => c is HebrewLetter or Letter or LetterPictograph;

    /// <summary>The last character before <paramref name="at"/> that is not ignored; at the beginning of the text or of a line it counts all the same.</summary>
    private static int Before(WordBreak[] text, int at)
    {
        int i = at - 1;
        while (i > 0 && IsIgnored(text[i]) && !IsLineEnd(text[i - 1]))
        {
            i--;
        }

        return i;
    }

    private static int After(WordBreak[] text, int at)
    {
        int i = at + 1;
        while (i < text.Length && IsIgnored(text[i]))
        {
            i++;
        }

        return i;
    }

    private static int IndicatorsBefore(WordBreak[] text, int at)
    {
        int count = 0;
        for (int i = Before(text, at); text[i] == RegionalIndicator; i = Before(text, i))
        {
            count++;
            if (i == 0)
            {
                break;
            }
        }

        return count;
    }

    private static bool IsSentenceBoundary(SentenceBreak[] text, int at)
    {
        if (at == 0)
        {
            return true; // SB1
        }

        if (text[at - 1] == SentenceBreak.CarriageReturn && text[at] == SentenceBreak.LineFeed)
        {
            return false; // SB3
        }

        if (IsSeparator(text[at - 1]))
        {
            return true; // SB4
        }

        if (text[at] is SentenceBreak.Extend or SentenceBreak.Format)
        {
            return false; // SB5
        }

        // SB5: what is ignored is left out of both sides, but for what stands at the beginning of the text or behind a separator.
        List<SentenceBreak> left = [];
        for (int i = 0; i < at; i++)
        {
            if (text[i] is not (SentenceBreak.Extend or SentenceBreak.Format) || i == 0 || IsSeparator(text[i - 1]))
            {
                left.Add(text[i]);
            }
        }

        List<SentenceBreak> right = [.. text.Skip(at).Where(static c => c is not (SentenceBreak.Extend or SentenceBreak.Format))];
        if (left[^1] == AmbiguousTerminator && right[0] == SentenceBreak.Numeric)
        {
            return false; // SB6
        }

        if (left.Count > 1 && left[^2] is Upper or Lower && left[^1] == AmbiguousTerminator && right[0] == Upper)
        {
            return false; // SB7
        }

        int end = left.Count;
        int spaces = Run(left, ref end, SentenceBreak.Space);
        _ = Run(left, ref end, Close);
        bool fullStop = end > 0 && left[end - 1] == AmbiguousTerminator;
        bool terminator = fullStop || (end > 0 && left[end - 1] == Terminator);
        if (fullStop && right.SkipWhile(static c => c is not (OtherLetter or Upper or Lower or AmbiguousTerminator or Terminator) && !IsSeparator(c)).FirstOrDefault() == Lower)
        {
            return false; // SB8
        }

        if (terminator && right[0] is Continue or AmbiguousTerminator or Terminator)
        {
            return false; // SB8a
        }

        if (terminator && spaces == 0 && (right[0] is Close or SentenceBreak.Space || IsSeparator(right[0])))
        {
            return false; // SB9
        }

        if (terminator && (right[0] == SentenceBreak.Space || IsSeparator(right[0])))
        {
            return false; // SB10
        }

        return terminator; // SB11, SB998
    }

    private static bool IsSeparator(SentenceBreak c) => c is SentenceBreak.CarriageReturn or SentenceBreak.LineFeed or Separator;

    private static int Run(List<SentenceBreak> text, ref int end, SentenceBreak of)
    {
        int count = 0;
        while (end > 0 && text[end - 1] == of)
        {
            end--;
            count++;
        }

        return count;
    }
}
