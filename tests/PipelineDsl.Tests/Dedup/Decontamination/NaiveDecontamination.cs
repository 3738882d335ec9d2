using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace PipelineDsl.Tests.Dedup.Decontamination;

/// <summary>Decontamination with strings and sets.</summary>
internal sealed class NaiveDecontamination(int n, BenchmarkParts parts, int minItemWords, int maxItems)
{
    /// <summary>The words of a text with their places in UTF-16 units.</summary>
    public static List<(string Word, int Start, int End)> Words(string text)
        => [.. Regex.Matches(text, @"[漢字か]|[\p{L}\p{N}_-[漢字か]]+", RegexOptions.CultureInvariant).Select(static m => (m.Value.ToLowerInvariant(), m.Index, m.Index + m.Length))];

    /// <summary>The distinct n-grams of each item.</summary>
    public List<HashSet<string>> Grams(IReadOnlyList<BenchmarkItem> items)
    {
        List<HashSet<string>> all = [.. items.Select(Grams)];
        Dictionary<string, int> users = all.SelectMany(static g => g).GroupBy(static g => g).ToDictionary(static g => g.Key, static g => g.Count());
        all.ForEach(grams => grams.RemoveWhere(g => maxItems > 0 && users[g] > maxItems));
        return all;
    }

    private HashSet<string> Grams(BenchmarkItem item)
    {
        HashSet<string> grams = [];
        string[] query = [.. Words(item.Query).Select(static w => w.Word)];
        Add(BenchmarkParts.Query, query);
        foreach (string text in item.Labels)
        {
            string[] label = [.. Words(text).Select(static w => w.Word)];
            Add(BenchmarkParts.Label, label);
            string[] both = [.. query, .. label];
            for (int i = 0; (parts & BenchmarkParts.Border) != 0 && i + n <= both.Length; i++)
            {
                if (i < query.Length && i + n > query.Length)
                {
                    grams.Add(string.Join(' ', both[i..(i + n)]));
                }
            }
        }

        return grams;

        void Add(BenchmarkParts part, string[] words)
        {
            if ((parts & part) == 0)
            {
                return;
            }

            for (int i = 0; i + n <= words.Length; i++)
            {
                grams.Add(string.Join(' ', words[i..(i + n)]));
            }

            if (minItemWords > 0 && words.Length < n && words.Length >= minItemWords)
            {
                grams.Add(string.Join(' ', words));
            }
        }
    }

    /// <summary>Where a document has one of some n-grams: first word and number of words.</summary>
    public static List<(int Word, int Count)> Places(List<(string Word, int Start, int End)> words, IEnumerable<string> grams)
    {
        List<(int, int)> places = [];
        foreach (string[] gram in grams.Distinct().Select(static g => g.Split(' ')))
        {
            for (int i = 0; i + gram.Length <= words.Count; i++)
            {
                if (words.GetRange(i, gram.Length).Select(static w => w.Word).SequenceEqual(gram))
                {
                    places.Add((i, gram.Length));
                }
            }
        }

        return places;
    }
}
