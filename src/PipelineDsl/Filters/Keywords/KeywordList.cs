using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A list of keywords: words, phrases or any other strings, to be found in texts in one pass, however many they are.</summary>
/// <remarks>The file has one keyword on each line; lines that begin with <c>#</c> are comments, and white space around a keyword is no part of it. A folder stands for all its files.</remarks>
public sealed class KeywordList : IService<KeywordList>
{
    private readonly MultiPatternAutomaton _exact;
    private readonly MultiPatternAutomaton _lower;
    private readonly int[] _lengths;
    private readonly int[] _lowerLengths;

    private KeywordList(List<byte[]> keywords)
    {
        (_exact, _lengths) = Build(keywords);
        (_lower, _lowerLengths) = Build(keywords.ConvertAll(ToLower));
    }

    /// <summary>The number of different keywords.</summary>
    public int Count => _exact.Count;

    /// <summary>The number of keywords that differ in more than case.</summary>
    public int CountIgnoringCase => _lower.Count;

    /// <inheritdoc/>
    public static KeywordList Load(in ServiceRequest request)
    {
        List<byte[]> keywords = [];
        ListFile.Read(request.Path, entry => keywords.Add(entry.ToArray()));
        return new KeywordList(keywords);
    }

    /// <summary>How many different keywords a text has.</summary>
    /// <param name="text">The text.</param>
    /// <param name="memory">The memory of the step.</param>
    /// <param name="wholeWords">Whether a keyword counts only where no letter, number or <c>_</c> stands directly before or behind it.</param>
    /// <param name="ignoreCase">Whether text and keywords are compared in lower case (as Python's <c>str.lower</c> has it).</param>
    /// <param name="enough">Stop when so many have been found.</param>
    public int CountIn(ReadOnlySpan<byte> text, KeywordMemory memory, bool wholeWords, bool ignoreCase, int enough)
    {
        if (ignoreCase)
        {
            memory.Lower.Clear();
            PythonLower.Append(text, memory.Lower);
            text = memory.Lower.Bytes;
        }

        Search search = new(text, memory.Begin(_exact.Count), ignoreCase ? _lowerLengths : _lengths, wholeWords, enough);
        (ignoreCase ? _lower : _exact).Find(text, Note, ref search);
        return search.Found;
    }

    private static bool Note(int keyword, int end, ref Search search)
    {
        if (!search.Seen.IsNew(keyword))
        {
            return true;
        }

        if (search.WholeWords && !IsWhole(search.Text, end - search.Lengths[keyword], end))
        {
            return true;
        }

        search.Seen.Mark(keyword);
        search.Found++;
        return search.Found < search.Enough;
    }

    private static unsafe bool IsWhole(ReadOnlySpan<byte> text, int start, int end)
    {
        fixed (byte* bytes = text)
        {
            return !(start > 0 && PythonCharacters.IsWord(Utf8Character.ReadBefore(bytes, bytes + start, out _)))
                && !(end < text.Length && PythonCharacters.IsWord(Utf8Character.Read(bytes + end, bytes + text.Length, out _)));
        }
    }

    private static byte[] ToLower(byte[] keyword)
    {
        TextBuffer buffer = new(256);
        PythonLower.Append(keyword, buffer);
        return buffer.Bytes.ToArray();
    }

    private static (MultiPatternAutomaton Automaton, int[] Lengths) Build(List<byte[]> keywords)
    {
        Utf8Set.Builder different = new();
        foreach (byte[] keyword in keywords)
        {
            different.Add(keyword);
        }

        Utf8Set set = different.Build();
        List<byte[]> patterns = new(set.Count);
        for (int i = 0; i < set.Count; i++)
        {
            patterns.Add(set[i].ToArray());
        }

        return (new MultiPatternAutomaton(patterns), [.. patterns.ConvertAll(static p => p.Length)]);
    }

    private ref struct Search(ReadOnlySpan<byte> text, KeywordMemory seen, int[] lengths, bool wholeWords, int enough)
    {
        public readonly ReadOnlySpan<byte> Text = text;
        public readonly KeywordMemory Seen = seen;
        public readonly int[] Lengths = lengths;
        public readonly bool WholeWords = wholeWords;
        public readonly int Enough = enough;
        public int Found;
    }
}
