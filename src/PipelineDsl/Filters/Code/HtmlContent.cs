using System;
using System.Text;

namespace PipelineDsl;

/// <summary>StarCoder's rule on how much of an HTML file is text (Li et al. 2023): what a reader sees, not tags, scripts and styles. Files of other languages pass.</summary>
/// <remarks>
/// Text is what BeautifulSoup gives with Python's own parser. Lengths are in code points. A file at a threshold is dropped, as in the original; NeMo Curator's HTMLBoilerplateFilter has the same thresholds and keeps it.
/// </remarks>
[Filter]
public sealed class HtmlContent
{
    /// <summary>Characters of text / characters &gt; <paramref name="minTextRatio"/>, and more than <paramref name="minText"/> characters of text, without which the share counts as 0.</summary>
    [Rule]
    public static Check EnoughText(
        [Text] ReadOnlySpan<byte> text,
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> languageOfFile,
        string? languageField,
        double minTextRatio,
        int minText)
    {
        if (languageField is not null && !Ascii.EqualsIgnoreCase(languageOfFile, "html"u8))
        {
            return new Check(true, double.NaN, minTextRatio);
        }

        int characters = HtmlText.Count(text);
        double ratio = characters > minText ? Ratio.Of(characters, Length(text)) : 0;
        return new Check(ratio > minTextRatio, ratio, minTextRatio);
    }

    private static unsafe int Length(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            return CharacterCount.Of(start, text.Length);
        }
    }
}
