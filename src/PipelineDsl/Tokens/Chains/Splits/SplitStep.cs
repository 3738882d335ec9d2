namespace PipelineDsl;

/// <summary>What becomes of the matches that a text is cut at.</summary>
internal enum SplitBehavior
{
    /// <summary>They are left out.</summary>
    Removed,

    /// <summary>Each is a piece of its own.</summary>
    Isolated,

    /// <summary>Each belongs to the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each belongs to the piece behind it.</summary>
    MergedWithNext,

    /// <summary>Neighbouring ones are a piece together.</summary>
    Contiguous,
}

/// <summary>Split, Punctuation, Digits, Whitespace, WhitespaceSplit, CharDelimiterSplit, and the parts of BertPreTokenizer.</summary>
/// <param name="matcher">Finds what the pieces are cut at.</param>
/// <param name="behavior">What becomes of it.</param>
/// <param name="isInverted">Whether what lies between the matches is what the pieces are cut at.</param>
internal sealed unsafe class SplitStep(SplitMatcher matcher, SplitBehavior behavior, bool isInverted) : PreTokenStep
{
    /// <inheritdoc/>
    public override void Apply(PreTokens pieces)
    {
        pieces.BeginStep();
        for (int i = 0; i < pieces.Count; i++)
        {
            int offset = pieces.Start(i);
            pieces.Segments.Clear();
            matcher.Find(pieces.Text + offset, pieces.Text + pieces.End(i), pieces.Segments);
            Cut(pieces, offset);
        }

        pieces.EndStep();
    }

    /// <summary>Emits the segments by the behaviour; the same folds as Hugging Face's, which carry whether the segment before was a match.</summary>
    private void Cut(PreTokens pieces, int offset)
    {
        System.Span<(int Start, int End, bool IsMatch)> segments = pieces.Segments.All;
        int start = -1; // of the piece that is still open
        int end = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            bool isMatch = segments[i].IsMatch != isInverted;
            bool wasMatch = i > 0 && segments[i - 1].IsMatch != isInverted;
            bool extends = behavior switch
            {
                SplitBehavior.Contiguous => i > 0 && isMatch == wasMatch,
                SplitBehavior.MergedWithPrevious => i > 0 && isMatch && !wasMatch,
                SplitBehavior.MergedWithNext => i > 0 && wasMatch && !isMatch,
                _ => false,
            };
            if (behavior == SplitBehavior.Removed && isMatch)
            {
                continue;
            }

            if (extends)
            {
                end = segments[i].End;
                continue;
            }

            if (start >= 0)
            {
                pieces.Emit(offset + start, offset + end);
            }

            (start, end, _) = segments[i];
        }

        if (start >= 0)
        {
            pieces.Emit(offset + start, offset + end);
        }
    }
}
