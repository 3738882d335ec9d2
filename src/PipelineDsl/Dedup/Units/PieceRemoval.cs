using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>What is cut out of a text when units of it are repetitions.</summary>
/// <remarks>
/// A run of removed pieces goes with one of the two gaps at its ends: the one with fewer newlines, or the one before it if both have as many, so that a paragraph's end stays where a sentence before
/// or behind it goes. At the beginning of a text its own gap stays; at the end the text ends with the last unit that stays.
/// </remarks>
internal static class PieceRemoval
{
    /// <summary>Finds the cuts.</summary>
    /// <param name="pieces">The text's pieces.</param>
    /// <param name="repeated">The numbers of the pieces at which a repeated window begins, ascending.</param>
    /// <param name="window">How many pieces a window has.</param>
    /// <param name="minWords">A run with fewer words stays; 0 for none.</param>
    /// <param name="cuts">Receives the cuts, in order.</param>
    /// <returns>Whether any unit stays.</returns>
    public static bool Find(ReadOnlySpan<TextPiece> pieces, ReadOnlySpan<int> repeated, int window, int minWords, List<TextSpan> cuts)
    {
        bool stays = false;
        for (int i = 0, next = 0; i < pieces.Length;)
        {
            if (next == repeated.Length || repeated[next] > i)
            {
                stays |= !pieces[i].IsEmpty;
                i++;
                continue;
            }

            int end = i;
            long words = 0;
            for (; next < repeated.Length && repeated[next] <= end; next++)
            {
                int last = Math.Min(pieces.Length, repeated[next] + window);
                for (; end < last; end++)
                {
                    words += pieces[end].Words;
                }
            }

            if (words < minWords)
            {
                stays = true;
            }
            else
            {
                cuts.Add(Cut(pieces, i, end));
            }

            i = end;
        }

        return stays;
    }

    private static TextSpan Cut(ReadOnlySpan<TextPiece> pieces, int first, int end)
    {
        ref readonly TextPiece from = ref pieces[first];
        if (end == pieces.Length)
        {
            return new TextSpan(from.Start, pieces[^1].End - from.Start);
        }

        ref readonly TextPiece to = ref pieces[end];
        return first == 0 || from.Newlines > to.Newlines ? new TextSpan(from.Unit, to.Unit - from.Unit) : new TextSpan(from.Start, to.Start - from.Start);
    }
}
