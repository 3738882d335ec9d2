using System;
using System.Collections.Generic;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>Finds the name that somebody meant.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest edits from a word, or null if none is near; of several, the shortest.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        string? nearest = null;
        int best = Math.Max(1, word.Length / 3) + 1;
        foreach (string name in names)
        {
            // The beginning of a name is as good as the name: whoever writes --out means --output.
            int distance = word.Length >= 2 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(word, name);
            if (distance < best || (distance == best && name.Length < nearest?.Length))
            {
                best = distance;
                nearest = name;
            }
        }

        return nearest;
    }

    /// <summary>The number of insertions, deletions, replacements and exchanges of neighbours between two words, case ignored (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        int[,] edits = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                bool equal = Same(left[i - 1], right[j - 1]);
                edits[i, j] = Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (equal ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
