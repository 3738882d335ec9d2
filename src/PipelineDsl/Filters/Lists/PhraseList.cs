using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A list of words and of phrases: a file with one on each line, or a folder of such files. Entries are compared as they are, case and accents included.</summary>
/// <remarks>Lines that begin with <c>#</c> are comments, white space around an entry is ignored, and <c>.gz</c> and <c>.zst</c> files are decompressed.</remarks>
public sealed class PhraseList : IService<PhraseList>
{
    private readonly Utf8Set _entries;
    private readonly Utf8Set _firstWords; // of the phrases
    private readonly int[] _lengths; // of the phrases, in words, ascending

    private PhraseList(Utf8Set entries)
    {
        _entries = entries;
        Utf8Set.Builder firstWords = new();
        SortedSet<int> lengths = [];
        for (int i = 0; i < entries.Count; i++)
        {
            int space = entries[i].IndexOf((byte)' ');
            if (space >= 0)
            {
                firstWords.Add(entries[i][..space]);
                lengths.Add(1 + entries[i].Count((byte)' '));
            }
        }

        _firstWords = firstWords.Build();
        _lengths = [.. lengths];
    }

    /// <summary>The number of different entries.</summary>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public static PhraseList Load(in ServiceRequest request)
    {
        Utf8Set.Builder entries = new();
        ListFile.Read(request.Path, entry => entries.Add(entry));
        return new PhraseList(entries.Build());
    }

    /// <summary>How many words of a text are entries.</summary>
    /// <param name="words">The words.</param>
    public int CountWordsIn(IWordList words)
    {
        ReadOnlySpan<byte> text = words.Text;
        ReadOnlySpan<int> starts = words.Starts;
        ReadOnlySpan<int> ends = words.Ends;
        int count = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            count += _entries.Contains(text[starts[i]..ends[i]]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>How many words of a text are entries, and how many sequences of words, joined with single spaces; a word may belong to several.</summary>
    /// <param name="words">The words.</param>
    /// <param name="memory">The memory of the step.</param>
    public int CountPhrasesIn(IWordList words, PhraseMemory memory)
    {
        int count = CountWordsIn(words);
        if (_lengths.Length == 0)
        {
            return count;
        }

        ReadOnlySpan<byte> text = words.Text;
        ReadOnlySpan<int> starts = words.Starts;
        ReadOnlySpan<int> ends = words.Ends;
        for (int i = 0; i < starts.Length; i++)
        {
            if (!_firstWords.Contains(text[starts[i]..ends[i]]))
            {
                continue;
            }

            TextBuffer joined = memory.Joined;
            joined.Clear();
            joined.Append(text[starts[i]..ends[i]]);
            int length = 1;
            foreach (int phrase in _lengths)
            {
                for (; length < phrase && i + length < starts.Length && joined.Length <= _entries.Longest; length++)
                {
                    joined.Append((byte)' ');
                    joined.Append(text[starts[i + length]..ends[i + length]]);
                }

                count += length == phrase && _entries.Contains(joined.Bytes) ? 1 : 0;
            }
        }

        return count;
    }
}
