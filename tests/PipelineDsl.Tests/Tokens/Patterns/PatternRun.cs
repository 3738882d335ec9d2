using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Runs patterns over whole texts: all matches from left to right, an empty one directly behind another left out, as in Hugging Face's tokenizers.</summary>
internal static unsafe class PatternRun
{
    /// <summary>The matches as places in the UTF-8 text.</summary>
    public static List<(int Start, int End)> Matches(PatternMatcher matcher, string text)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        PaddedText padded = buffer.Text;
        byte* start = padded.Start;
        byte* end = start + padded.Length;
        matcher.Begin(start, end);
        List<(int Start, int End)> matches = [];
        byte* from = start;
        byte* lastEnd = null;
        while (from <= end && matcher.Find(from, out byte* matchStart, out byte* matchEnd))
        {
            if (matchStart == matchEnd && matchEnd == lastEnd)
            {
                from += from < end ? CharacterSet.LengthAt(from, end) : 1;
                continue;
            }

            matches.Add(((int)(matchStart - start), (int)(matchEnd - start)));
            from = matchEnd;
            lastEnd = matchEnd;
        }

        GC.KeepAlive(buffer);
        return matches;
    }

    /// <summary>The ends of the pieces that a pattern cuts a text into.</summary>
    public static List<int> Cuts(PatternPieces pieces, string text)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        PaddedText padded = buffer.Text;
        pieces.Begin(padded.Start, padded.Start + padded.Length);
        List<int> cuts = Cuts(new PatternPreTokenizer(pieces), padded);
        GC.KeepAlive(buffer);
        return cuts;
    }

    /// <summary>The same by a scanner.</summary>
    public static List<int> Cuts<TPreTokenizer>(TPreTokenizer scanner, string text)
        where TPreTokenizer : struct, IPreTokenizer
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        List<int> cuts = Cuts(scanner, buffer.Text);
        GC.KeepAlive(buffer);
        return cuts;
    }

    private static List<int> Cuts<TPreTokenizer>(TPreTokenizer scanner, PaddedText text)
        where TPreTokenizer : struct, IPreTokenizer
    {
        List<int> cuts = [];
        byte* end = text.Start + text.Length;
        for (byte* p = text.Start; p < end;)
        {
            p = scanner.Next(p, end);
            cuts.Add((int)(p - text.Start));
        }

        return cuts;
    }

    /// <summary>The matches by .NET, for texts without surrogates.</summary>
    public static List<(int Start, int End)> Matches(Regex regex, string text)
    {
        int[] places = new int[text.Length + 1];
        for (int i = 0; i < text.Length; i++)
        {
            places[i + 1] = places[i] + Encoding.UTF8.GetByteCount([text[i]]);
        }

        List<(int Start, int End)> matches = [];
        int from = 0;
        int lastEnd = -1;
        while (from <= text.Length && regex.Match(text, from) is { Success: true } match)
        {
            int end = match.Index + match.Length;
            if (match.Length == 0 && end == lastEnd)
            {
                from++;
                continue;
            }

            matches.Add((places[match.Index], places[end]));
            from = end;
            lastEnd = end;
        }

        return matches;
    }
}
