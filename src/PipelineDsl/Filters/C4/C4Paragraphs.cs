namespace PipelineDsl;

/// <summary>mC4's rule (Xue et al. 2021, "mT5"): a page needs some long lines. Lines are cut at U+000A, blank ones are lines too.</summary>
[Filter]
public sealed class C4Paragraphs
{
    /// <summary>Lines of at least <paramref name="minCharacters"/> code points ≥ <paramref name="minParagraphs"/>.</summary>
    [Rule]
    public static unsafe Check EnoughParagraphs(LineList lines, int minParagraphs, int minCharacters)
    {
        int count = minCharacters == 0 ? 1 + System.MemoryExtensions.Count(lines.Text, (byte)'\n') : 0;
        fixed (byte* text = lines.Text)
        {
            for (int i = 0; minCharacters > 0 && i < lines.Count && count < minParagraphs; i++)
            {
                int length = lines.Ends[i] - lines.Starts[i];
                count += length >= minCharacters && CharacterCount.Of(text + lines.Starts[i], length) >= minCharacters ? 1 : 0;
            }
        }

        return Check.AtLeast(count, minParagraphs);
    }
}
