using System.Collections.Generic;
using System.Linq;
using CsCheck;

namespace PipelineDsl.Tests.Dedup.Decontamination;

/// <summary>Items of few different words, and documents that hold pieces of them in other case and with other punctuation.</summary>
internal static class BenchmarkTexts
{
    private static readonly string[] s_words = ["a", "B", "é", "漢", "字", "x_1"];
    private static readonly string[] s_gaps = [" ", "  ", "\n", ", ", ". ", " - ", "\u3000", "'"];

    private static readonly Gen<string> s_text = Text(0, 14);

    /// <summary>Some items and a document.</summary>
    public static Gen<(List<BenchmarkItem> Items, string Document)> Case { get; } =
        from items in Gen.Select(s_text, s_text.Array[0, 2]).Array[1, 6]
        from pieces in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Bool, Text(0, 5)).Array[0, 6]
        select (Items(items), string.Join(' ', pieces.Select(p => Piece(items[p.Item1 % items.Length], p.Item2, p.Item3, p.Item4) + " " + p.Item5)));

    private static List<BenchmarkItem> Items((string, string[])[] items) => [.. items.Select(static (item, i) => new BenchmarkItem("b", $"{i}", "f", i + 1, item.Item1, item.Item2))];

    private static string Piece((string Query, string[] Labels) item, int part, int skip, bool upper)
    {
        string text = part == 0 || item.Labels.Length == 0 ? item.Query : part == 1 ? item.Labels[0] : $"{item.Query}: {item.Labels[^1]}";
        text = text.Length > 3 * skip ? text[skip..] : text;
        return upper ? text.ToUpperInvariant() : text;
    }

    private static Gen<string> Text(int least, int most)
        => Gen.Select(Gen.Int[0, s_words.Length - 1], Gen.Int[0, s_gaps.Length - 1]).Array[least, most].Select(static picks => string.Concat(picks.Select(static p => s_words[p.Item1] + s_gaps[p.Item2])));
}
