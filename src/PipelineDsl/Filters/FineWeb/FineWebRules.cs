namespace PipelineDsl;

/// <summary>The rules of FineWeb's filter that its variants share.</summary>
internal static class FineWebRules
{
    /// <summary>Lines that end with a stop character / lines ≥ the minimum, or 0 where that is excluded from the rule.</summary>
    public static Check Punctuated(in FineWebLines lines, LineList list, double minPunctuatedRatio, string stopCharacters, bool excludeZero)
    {
        double ratio = lines.PunctuatedRatio(list, stopCharacters);
        return new Check(ratio >= minPunctuatedRatio || (excludeZero && ratio == 0), ratio, minPunctuatedRatio);
    }

    /// <summary>Characters of duplicate lines / characters of the text without its line ends.</summary>
    public static unsafe double DuplicateRatio(in FineWebLines lines, LineList list, DuplicateLines duplicates)
    {
        if (duplicates.DuplicateTextCharacters == 0)
        {
            return 0;
        }

        fixed (byte* text = list.Text)
        {
            return Ratio.Of(duplicates.DuplicateTextCharacters, CharacterCount.Of(text, list.Text.Length) - lines.Newlines);
        }
    }
}
