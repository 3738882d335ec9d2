namespace PipelineDsl;

/// <summary>The words of UAX #29 that hold a letter or a number, by the property Alphabetic and the categories N*: what Rust's <c>unicode_words</c> lists.</summary>
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
                if (RustCharacters.IsAlphanumeric(Utf8Character.Read(p, end, out int length)))
                {
                    segments.Add(_all.Starts[i], _all.Ends[i]);
                    break;
                }

                p += length;
            }
        }
    }
}
