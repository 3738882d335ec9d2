using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CsCheck;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Small vocabularies with all kinds of pieces and many equal scores, and texts that are made of their characters.</summary>
internal static class RandomPieces
{
    // Few characters, so that pieces overlap; of one to four bytes, some of which may be in no piece.
    private static readonly string[] s_alphabet = ["a", "b", "c", "\u2581", "\u00E9", "\u6F22", "\U0001F642", "\n"];

    /// <summary>A text, with U+2581 for spaces.</summary>
    public static Gen<string> Text { get; } = Gen.Int[0, s_alphabet.Length - 1].Select(static i => s_alphabet[i]).Array[0, 60].Select(static c => string.Concat(c));

    /// <summary>The pieces of a vocabulary; the first is the unknown one.</summary>
    /// <param name="byteFallback">Whether there are pieces for bytes.</param>
    public static Gen<SentencePiece[]> Pieces(bool byteFallback)
    {
        Gen<string> text = Gen.Int[0, s_alphabet.Length - 1].Select(static i => s_alphabet[i]).Array[1, 5].Select(static c => string.Concat(c));
        Gen<SentencePiece> piece = Gen.Select(
            text,
            Gen.Int[0, 6],
            Gen.Frequency((8, Gen.Const(TokenKind.Ordinary)), (1, Gen.Const(TokenKind.UserDefined)), (1, Gen.Const(TokenKind.Unused))),
            static (t, score, kind) => new SentencePiece(Encoding.UTF8.GetBytes(t), -1.25 * score, kind));
        return piece.Array[1, 40].Select(pieces => WithReserved(pieces, byteFallback));
    }

    private static SentencePiece[] WithReserved(SentencePiece[] pieces, bool byteFallback)
    {
        List<SentencePiece> all = [new([.. "<unk>"u8], 0, TokenKind.Unknown), new([.. "a"u8], -30, TokenKind.Ordinary)];
        all.AddRange(Enumerable.Range(0, byteFallback ? 256 : 0).Select(static value
            => new SentencePiece(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")), 0, TokenKind.Byte)));
        all.AddRange(pieces.Where(static p => p.Text is not [(byte)'a']).DistinctBy(static p => Encoding.UTF8.GetString(p.Text)));
        return [.. all];
    }
}
