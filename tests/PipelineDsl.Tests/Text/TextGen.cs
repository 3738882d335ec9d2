using System.Linq;
using CsCheck;

namespace PipelineDsl.Tests.Text;

/// <summary>Texts that are hard on a scanner: all white space, line ends, scripts, symbols, and every alignment to the borders of blocks and chunks.</summary>
internal static class TextGen
{
    private static readonly string[] s_pieces =
    [
        "a", "the", "be", "to", "of", "and", "that", "have", "with", "The", "words", "WORD", "42", "x1", "#", "##", "-", "•", "...", "....", ".", "…", "!", "?\"", "(b)",
        "\n", "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\n\r", " ", " ", " ", "  ",
        "中文", "是。", "書！」", "「", "龍", "丏", "ひらがな", "한국어", "Привет", "ΑΒΓ", "ñandú", "ß", "Ⅷ", "½", "٣٤", "१२", "।", "؟", "ไทย", "😀", "𝐀𝐛", "𝟙", "𐐀", "𠀀", "\u0301", "\u200B",
        "“", "”", "’", "»", "—", "１", "！", "\u0000", "\u007F", "\u0080", "\uFFFD",
        .. ReferenceText.AllSpaces.Select(static c => c.ToString()),
    ];

    private static readonly int[] s_before = [0, 0, 50, 56, 60, 61, 62, 63, 64, 120, 4040, 4090, 4093, 4094, 4095, 4096, 8188];

    private static readonly Gen<string> s_short = Gen.Int[0, s_pieces.Length - 1].Array[0, 80].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    /// <summary>Short texts, and texts whose interesting part lies across a border.</summary>
    public static Gen<string> Texts { get; } = Gen.Int[0, s_before.Length - 1].Select(s_short)
        .Select(static (at, text) => Filler(s_before[at]) + text);

    private static string Filler(int length) => string.Concat(Enumerable.Repeat("lorem ipsum ", (length / 12) + 1))[..length];
}
