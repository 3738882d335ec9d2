namespace PipelineDsl;

/// <summary>The words of UAX #29 that hold a letter or a number (categories L and N): what Rust's <c>unicode_words</c> lists.</summary>
/// <remarks>Rust also lists pieces of nothing but marks or circled letters, which Unicode calls alphabetic but not letters.</remarks>
public sealed unsafe class UnicodeWords : ISegmenter
{
    private readonly Uax29Words _words = new();
    private readonly SegmentList _all = new();

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        _all.Clear();
        _words.Split(text, _all);
        for (int i = 0; i < _all.Count; i++)
        {
            byte* end = text.Start + _all.Ends[i];
            for (byte* p = text.Start + _all.Starts[i]; p < end;)
            {
                if (AlphanumericWords.IsAlphanumeric(p, out int length))
                {
                    segments.Add(_all.Starts[i], _all.Ends[i]);
                    break;
                }

                p += length;
            }
        }
    }
}
