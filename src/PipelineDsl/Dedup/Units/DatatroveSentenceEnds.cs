namespace PipelineDsl;

/// <summary>Sentences as datatrove's sentence deduplication has them: the last ends where the tokenizer says, not where the text does.</summary>
internal static class DatatroveSentenceEnds
{
    /// <summary>Adds the sentences of a text, each from the end of the one before.</summary>
    public static void Split(ISegmenter segmenter, PaddedText text, SegmentList segments)
    {
        segmenter.Split(text, segments);
        int end = segmenter switch
        {
            // A single space at the end is no token.
            SpacyEnglishSentences => text.Length - (EndsInOneSpace(text) ? 1 : 0),
            FallbackSentences fallback => fallback.EndOfMatches(text),
            _ => text.Length,
        };
        segments.CutEnd(end);
    }

    private static bool EndsInOneSpace(PaddedText text) => text.Bytes is [.., (byte)' '] && TextSpace.TrimEnd(text.Bytes).Length == text.Length - 1;
}
