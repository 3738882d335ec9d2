using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>What datatrove 0.10 cuts out of a text (<c>SentenceDedupFilter</c>), its slips included.</summary>
/// <remarks>
/// Each piece goes with the white space before it; a text that loses anything is stripped at its beginning and ends with the last piece, whatever stood behind that; lines are joined with U+000A. Of a
/// run with too few words to be removed only the first piece is looked at, and only that one stays. Line ends other than LF and CR LF stay as they are, where datatrove would write LF.
/// </remarks>
internal static class DatatrovePieceRemoval
{
    /// <summary>Finds the cuts of a text with at least one repeated window.</summary>
    /// <param name="pieces">The text's pieces.</param>
    /// <param name="repeated">The numbers of the pieces at which a repeated window begins, ascending.</param>
    /// <param name="window">How many pieces a window has.</param>
    /// <param name="minWords">Where the first piece of a run has fewer words, it stays; 0 for none.</param>
    /// <param name="lines">Whether the pieces are lines (<see cref="PieceSplitter.PythonLines"/>).</param>
    /// <param name="length">The text's length in bytes.</param>
    /// <param name="cuts">Receives the cuts, in order.</param>
    /// <returns>Whether anything stays.</returns>
    public static bool Find(ReadOnlySpan<TextPiece> pieces, ReadOnlySpan<int> repeated, int window, int minWords, bool lines, int length, List<TextSpan> cuts)
    {
        Keeper keeper = new() { Lines = lines, Cuts = cuts };
        int next = 0;
        int dropUntil = 0;
        int firstRemoved = -1;
        for (int i = 0; i < pieces.Length; i++)
        {
            if (next < repeated.Length && repeated[next] == i)
            {
                dropUntil = i + window;
                next++;
            }

            if (i >= dropUntil)
            {
                Restore(pieces, ref firstRemoved, minWords, ref keeper);
                keeper.Keep(pieces[i]);
            }
            else if (firstRemoved < 0)
            {
                firstRemoved = i;
            }
        }

        Restore(pieces, ref firstRemoved, minWords, ref keeper);
        keeper.CutUpTo(length);
        return keeper.Any;
    }

    private static void Restore(ReadOnlySpan<TextPiece> pieces, ref int firstRemoved, int minWords, ref Keeper keeper)
    {
        if (firstRemoved >= 0 && pieces[firstRemoved].Words < minWords)
        {
            keeper.Keep(pieces[firstRemoved]);
        }

        firstRemoved = -1;
    }

    private struct Keeper
    {
        private int _done;

        public bool Lines;
        public List<TextSpan> Cuts;

        /// <summary>Whether anything but white space was kept.</summary>
        public bool Any { get; private set; }

        public void Keep(in TextPiece piece)
        {
            int start = !Any ? piece.Start + piece.Blank
                : Lines ? piece.Unit - (piece.Newlines > 0 ? 1 : piece.Gap)
                : piece.Start;
            if (Any || start < piece.End)
            {
                CutUpTo(start);
                _done = piece.End;
                Any = true;
            }
        }

        public void CutUpTo(int start)
        {
            if (start > _done)
            {
                Cuts.Add(new TextSpan(_done, start - _done));
            }
        }
    }
}
