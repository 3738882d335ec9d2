namespace PipelineDsl;

/// <summary>The words of UAX #29 that begin with a letter or a number (categories L and N, as Python's <c>str.isalnum</c>): what DCLM counts as words.</summary>
public sealed unsafe class AlphanumericWords : ISegmenter
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
            if (IsAlphanumeric(text.Start + _all.Starts[i], out _))
            {
                segments.Add(_all.Starts[i], _all.Ends[i]);
            }
        }
    }

    private static bool IsAlphanumeric(byte* character, out int length)
    {
        const CategorySet Alphanumeric = CategorySet.Letter | CategorySet.Number;
        return (UnicodeCategories.SetAt(character, out length) & Alphanumeric) != 0;
    }
}
