using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>A Unigram language model: the pieces of a text are those of the most probable way to cut it. Immutable; shared by all encoders.</summary>
internal sealed class UnigramModel
{
    // Both SentencePiece and Hugging Face's tokenizers have an unknown character cost so much more than the least probable piece.
    private const double UnknownPenalty = 10;

    private readonly IReadOnlyList<SentencePiece> _pieces;

    /// <summary>Creates a model.</summary>
    /// <param name="pieces">The pieces by id.</param>
    /// <param name="options">What is done with spaces and unknown characters.</param>
    /// <param name="isSingle">
    /// Whether scores are summed in single precision and kinds count, as SentencePiece does; else in double precision and every token is a piece, as Hugging Face's tokenizers do.
    /// </param>
    /// <exception cref="InvalidDataException">Two pieces are equal, one is not UTF-8, or none is left.</exception>
    public UnigramModel(IReadOnlyList<SentencePiece> pieces, PieceOptions options, bool isSingle)
    {
        _pieces = pieces;
        Options = options;
        IsSingle = isSingle;
        double least = double.PositiveInfinity;
        double most = isSingle ? 1.17549435e-38f : double.NegativeInfinity; // SentencePiece begins with FLT_MIN, the least positive normal number
        List<(byte[] Text, int Id)> usable = [];
        List<int[]> characters = [];
        for (int id = 0; id < pieces.Count; id++)
        {
            (byte[] piece, double score, TokenKind kind) = pieces[id];
            if (!double.IsFinite(score))
            {
                throw new InvalidDataException($"piece {id} has the score {score.ToString(System.Globalization.CultureInfo.InvariantCulture)}, which is no number to add");
            }

            if (piece.Length > 0 && (kind == TokenKind.Ordinary || !isSingle))
            {
                least = Math.Min(least, score);
                most = Math.Max(most, score);
            }

            if ((isSingle && kind is not (TokenKind.Ordinary or TokenKind.UserDefined)) || options.Matched(piece) is not { Length: > 0 } text)
            {
                continue;
            }

            if (!System.Text.Unicode.Utf8.IsValid(text))
            {
                throw new InvalidDataException($"piece {id} is not UTF-8");
            }

            usable.Add((text, id));
            characters.Add([.. Encoding.UTF8.GetString(text).EnumerateRunes().Select(static rune => rune.Value)]);
        }

        UnknownScore = isSingle ? (float)(least - UnknownPenalty) : least - UnknownPenalty;
        Trie = new DoubleArray(usable);
        Scores = new double[pieces.Count];
        foreach ((byte[] text, int id) in usable)
        {
            // SentencePiece: the length times the greatest score (in single precision), minus 0.1 (in double precision).
            Scores[id] = isSingle && pieces[id].Kind == TokenKind.UserDefined ? (float)(pieces[id].Text.Length * (float)most) - 0.1 : pieces[id].Score;
        }

        Borders = new PieceBorders(characters, null, null);
    }

    /// <summary>What is done with spaces and unknown characters.</summary>
    public PieceOptions Options { get; }

    /// <summary>Whether scores are summed in single precision.</summary>
    public bool IsSingle { get; }

    /// <summary>What an unknown character is worth.</summary>
    public double UnknownScore { get; }

    /// <summary>The pieces that are matched.</summary>
    public DoubleArray Trie { get; }

    /// <summary>By id: what a piece is worth.</summary>
    public double[] Scores { get; }

    /// <summary>Where text may be cut.</summary>
    public PieceBorders Borders { get; }

    /// <summary>The number of pieces.</summary>
    public int Count => _pieces.Count;
}
