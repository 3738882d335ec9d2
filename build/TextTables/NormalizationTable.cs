using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

/// <summary>Combining classes, the quick checks and decompositions of the four normalisation forms, and what is not composed again.</summary>
internal static class NormalizationTable
{
    private static readonly (string Property, string Value)[] s_flags = [("NFC_QC", "N"), ("NFC_QC", "M"), ("NFD_QC", "N"), ("NFKC_QC", "N"), ("NFKC_QC", "M"), ("NFKD_QC", "N")];

    public static void Write(UnicodeFiles unicode, string folder)
    {
        int[] values = [.. unicode.CombiningClasses.Select(static c => (int)c)];
        for (int i = 0; i < s_flags.Length; i++)
        {
            foreach ((int first, int last, string[] fields) in unicode.Lines("DerivedNormalizationProps.txt"))
            {
                for (int c = first; c <= last && fields.Length > 1 && (fields[0], fields[1]) == s_flags[i]; c++)
                {
                    values[c] |= 0x100 << i;
                }
            }
        }

        char[] classes = TableFile.Number(values, out List<int> palette);
        StringBuilder text = TableFile.Begin("internal readonly partial struct NormalizationPages");
        text.AppendList(
            "The values that occur, by number: the canonical combining class, and flags from 256 on: not NFC, perhaps not NFC, not NFD, not NFKC, perhaps not NFKC, not NFKD.",
            "public static ReadOnlySpan<ushort> Values",
            palette);
        new PageTable(classes).AppendTo(text, "By block and place in the block: '#' plus the number of the value.", "public");
        TableFile.End(text, Path.Combine(folder, "NormalizationPages.Tables.cs"));

        text = TableFile.Begin("internal static partial class Decomposition");
        text.AppendMappings("Canonical decompositions, one step.", "private static ReadOnlySpan<byte> CanonicalMappings", Mappings(false));
        text.AppendMappings("Compatibility decompositions, one step.", "private static ReadOnlySpan<byte> CompatibilityMappings", Mappings(true));
        bool[] excluded = unicode.Set("DerivedNormalizationProps.txt", "Full_Composition_Exclusion");
        text.AppendList(
            "Characters whose canonical decomposition into two is not composed again.",
            "private static ReadOnlySpan<int> NotComposed",
            unicode.Decompositions.Where(d => !d.Value.Compatibility && d.Value.Target.Length == 2 && excluded[d.Key]).Select(static d => d.Key));
        text.Append("}\n");
        TableFile.End(text, Path.Combine(folder, "Decomposition.Tables.cs"));

        IEnumerable<KeyValuePair<int, int[]>> Mappings(bool compatibility)
            => unicode.Decompositions.Where(d => d.Value.Compatibility == compatibility).Select(static d => KeyValuePair.Create(d.Key, d.Value.Target));
    }
}
