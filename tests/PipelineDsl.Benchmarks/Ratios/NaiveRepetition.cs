using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>The n-gram measures of Gopher's repetition filter over strings, as datatrove writes them: Split, Join, dictionaries.</summary>
internal static class NaiveRepetition
{
    public static long[] NGrams(string text)
    {
        string[] words = NaivePasses.Words(text);
        return [.. Enumerable.Range(2, 9).Select(n => n <= 4 ? Top(words, n) : Duplicate(words, n))];
    }

    public static long Top(string[] words, int n)
    {
        Dictionary<string, int> counts = [];
        List<string> order = [];
        for (int i = 0; i + n <= words.Length; i++)
        {
            string gram = string.Join(' ', words, i, n);
            if (!counts.TryGetValue(gram, out int count))
            {
                order.Add(gram);
            }

            counts[gram] = count + 1;
        }

        string? top = order.MaxBy(gram => counts[gram]);
        return top is null ? 0 : (long)Length(top) * counts[top];
    }

    public static long Duplicate(string[] words, int n)
    {
        HashSet<string> seen = [];
        long characters = 0;
        for (int i = 0; i + n <= words.Length;)
        {
            string gram = string.Concat(words.AsSpan(i, n));
            bool duplicate = !seen.Add(gram);
            characters += duplicate ? Length(gram) : 0;
            i += duplicate ? n : 1;
        }

        return characters;
    }

    private static int Length(string s) => s.EnumerateRunes().Count();
}
