using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;

namespace PipelineDsl.Tests;

/// <summary>Texts that look for trouble: many scripts, every kind of space and line end, digits, contractions, characters of one to four bytes.</summary>
internal static class RandomTexts
{
    private static readonly string[] s_pieces =
    [
        " ", "  ", "\n", "\r\n", "\t", "\n\n", "\u000B", "\u001C", "\u0085", "\u00A0", "\u2028", "\u3000", "\u200B",
        "the", "The", "of", "and", "don't", "I'LL", "we'Re", "word", "UPPER", "camelCase", "x", "0", "7", "123", "3.14", "1,234,567",
        ".", "...", "…", ",", "#", "##", "- ", "•", "!", "?", "\"", "'", "(", ")", "_", "/", "\\", "<|endoftext|>", "https://example.org/a?b=c",
        "naïve", "Ünïcödé", "Ǆ", "ǅ", "ß", "привет", "МИР", "γειά", "שלום", "مرحبا", "हिन्दी", "ไทย", "漢字", "かな", "한국어", "你好，世界。", "①", "Ⅷ", "½", "٣",
        "🙂", "👩‍👩‍👧", "𝒳", "𐐀", "e\u0301", "\u0301", "\uFEFF", "\u0000", "\u007F", "\uFFFD",
    ];

    private static readonly Gen<string> s_piece = Gen.Frequency(
        (8, Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i])),
        (1, Gen.Int[0, 0x10FFFF].Where(static c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)),
        (1, Gen.Select(Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i]), Gen.Int[1, 70], static (piece, count) => new StringBuilder().Insert(0, piece, count).ToString())));

    /// <summary>A text of up to some hundred pieces.</summary>
    public static Gen<string> Text { get; } = Piece(0, 120);

    /// <summary>A text long enough to reach over the borders of blocks and chunks.</summary>
    public static Gen<string> LongText { get; } = Piece(500, 2500);

    private static Gen<string> Piece(int least, int most) => s_piece.Array[least, most].Select(static pieces => string.Concat((IEnumerable<string>)pieces));
}
