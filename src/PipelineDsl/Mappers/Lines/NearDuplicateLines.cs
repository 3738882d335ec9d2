using System;

namespace PipelineDsl;

/// <summary>Removes a line that is nearly the same as the one before it: the Jaccard similarity of their sets of character 5-grams is at least a bound (LLMBook's rule with 0.95).</summary>
/// <remarks>
/// Lines lie between U+000A and are compared without white space at their ends, with the last line that stayed; blank lines stay and are passed over. A line of fewer than five code points has itself
/// as its only n-gram.
/// </remarks>
[Mapper]
public sealed class NearDuplicateLines
{
    /// <summary>Rewrites the text; false if all lines stay.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, LineGrams grams, double minSimilarity)
    {
        grams.Begin();
        Test test = new(grams, minSimilarity);
        return LineMapper.RemoveLines(text, output, ref test);
    }

    private readonly struct Test(LineGrams grams, double minSimilarity) : IPieceTest
    {
        public bool Keeps(ReadOnlySpan<byte> piece)
        {
            piece = TextSpace.Trim(piece);
            if (piece.IsEmpty)
            {
                return true;
            }

            bool keeps = grams.IsFirst | grams.SimilarityToLast(piece) < minSimilarity;
            if (keeps)
            {
                grams.Keep();
            }

            return keeps;
        }
    }
}
