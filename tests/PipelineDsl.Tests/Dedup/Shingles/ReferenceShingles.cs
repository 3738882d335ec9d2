using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.Dedup;

/// <summary>Words and shingles as strings, found in the most obvious way.</summary>
internal static class ReferenceShingles
{
    /// <summary>The words of a text: where they begin and end in its UTF-8 form, and their lower case.</summary>
    public static List<(int Start, int End, string Word)> Words(string text)
    {
        List<(int, int, string)> words = [];
        StringBuilder word = new();
        int at = 0;
        int start = 0;
        foreach (Rune rune in text.EnumerateRunes().Append(new Rune(' ')))
        {
            bool single = IsWord(rune) && IsSingle(rune);
            if ((!IsWord(rune) || single) && word.Length > 0)
            {
                words.Add((start, at, Lower(word.ToString())));
                word.Clear();
            }

            if (single)
            {
                words.Add((at, at + rune.Utf8SequenceLength, rune.ToString()));
            }
            else if (IsWord(rune))
            {
                start = word.Length == 0 ? at : start;
                word.Append(rune.ToString());
            }

            at += rune.Utf8SequenceLength;
        }

        return words;
    }

    /// <summary>The different windows of n words, joined by single spaces.</summary>
    public static HashSet<string> Shingles(string text, int n)
    {
        string[] words = [.. Words(text).Select(static w => w.Word)];
        return [.. Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(i => string.Join(' ', words[i..(i + n)]))];
    }

    /// <summary>The share of shingles that two sets have in common.</summary>
    public static double Jaccard<T>(IReadOnlySet<T> left, IReadOnlySet<T> right)
    {
        int common = left.Count(right.Contains);
        return (double)common / (left.Count + right.Count - common);
    }

    private static bool IsWord(Rune rune) => rune.Value == '_'
        || (UnicodeCategories.SetOf(rune.Value) & (CategorySet.Letter | CategorySet.Number)) != 0;

    private static bool IsSingle(Rune rune)
        => rune.Value is 0x30FC or 0xFF70 || UnicodeScripts.Of(rune.Value) is UnicodeScript.Han or UnicodeScript.Hiragana or UnicodeScript.Katakana;

    private static string Lower(string word)
    {
        TextBuffer lower = new();
        PythonLower.Append(Encoding.UTF8.GetBytes(word), lower);
        return Encoding.UTF8.GetString(lower.Bytes);
    }
}
