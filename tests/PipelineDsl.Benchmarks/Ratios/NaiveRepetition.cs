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
        long[] values = new long[9];
        for (int n = 2; n <= 4; n++)
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
            values[n - 2] = top is null ? 0 : (long)Length(top) * counts[top];
        }

        for (int n = 5; n <= 10; n++)
        {
            HashSet<string> seen = [];
            for (int i = 0; i + n <= words.Length;)
            {
                string gram = string.Concat(words.AsSpan(i, n));
                bool duplicate = !seen.Add(gram);
                values[n - 2] += duplicate ? Length(gram) : 0;
                i += duplicate ? n : 1;
            }
        }

        return values;
    }

    private static int Length(string s) => s.EnumerateRunes().Count();
}
