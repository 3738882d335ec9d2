using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Characters that are the same but for case: those with one simple case folding of Unicode, such as k, K and the Kelvin sign. What <c>(?i)</c> goes by.</summary>
internal static class CaseVariants
{
    private static readonly Dictionary<int, int[]> s_byCharacter = Find();

    /// <summary>All groups of two or more such characters.</summary>
    public static IReadOnlyList<int[]> All { get; } = [.. s_byCharacter.Values.Distinct()];

    /// <summary>The group of a character, itself included; empty if it has no other case.</summary>
    public static int[] Of(int codePoint) => s_byCharacter.TryGetValue(codePoint, out int[]? variants) ? variants : [];

    private static Dictionary<int, int[]> Find()
    {
        Dictionary<int, List<int>> byFolding = [];
        for (int c = 0; c < 0x110000; c++)
        {
            int folded = CaseFolding.Simple(c);
            if (folded == c)
            {
                continue;
            }

            if (!byFolding.TryGetValue(folded, out List<int>? group))
            {
                byFolding.Add(folded, group = [folded]);
            }

            group.Add(c);
        }

        Dictionary<int, int[]> byCharacter = [];
        foreach (List<int> group in byFolding.Values)
        {
            int[] variants = [.. group.Order()];
            foreach (int c in variants)
            {
                byCharacter.Add(c, variants);
            }
        }

        return byCharacter;
    }
}
