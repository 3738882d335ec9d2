using System;

namespace PipelineDsl;

/// <summary>Bounds on sums and means of the signals of lines of RedPajama-v2 (Weber et al. 2024), whose names are given with each rule. Blank lines count as others do.</summary>
/// <remarks>A text without lines has 0 of everything. Values are not rounded. A document at a bound is kept.</remarks>
[Filter]
public sealed class RedPajamaLineRules
{
    /// <summary>Normalised words that are <c>javascript</c> (sum of <c>rps_lines_javascript_counts</c>) ≤ <paramref name="maxJavaScriptWords"/>.</summary>
    [Rule]
    public static Check LittleJavaScript(RedPajamaLines lines, int maxJavaScriptWords)
    {
        int count = 0;
        foreach (ref readonly RedPajamaLine line in lines.Lines)
        {
            count += line.JavaScriptWords;
        }

        return Check.AtMost(count, maxJavaScriptWords);
    }

    /// <summary>Normalised words / lines (mean of <c>rps_lines_num_words</c>) ≥ <paramref name="minMeanWords"/>.</summary>
    [Rule]
    public static Check EnoughWordsOnAverage(RedPajamaLines lines, RedPajamaWords words, double minMeanWords) => Check.AtLeast(Ratio.Of(words.Count, lines.Lines.Length), minMeanWords);

    /// <summary>Mean share of upper-case characters (mean of <c>rps_lines_uppercase_letter_fraction</c>) ≤ <paramref name="maxMeanUpperRatio"/>.</summary>
    [Rule]
    public static Check FewCapitals(RedPajamaLines lines, double maxMeanUpperRatio) => Check.AtMost(Mean(lines.Lines, static line => line.UpperRatio), maxMeanUpperRatio);

    /// <summary>Mean share of numeric characters (mean of <c>rps_lines_numerical_chars_fraction</c>) ≤ <paramref name="maxMeanNumericRatio"/>.</summary>
    [Rule]
    public static Check FewNumbers(RedPajamaLines lines, double maxMeanNumericRatio) => Check.AtMost(Mean(lines.Lines, static line => line.NumericRatio), maxMeanNumericRatio);

    private static double Mean(ReadOnlySpan<RedPajamaLine> lines, Func<RedPajamaLine, double> value)
    {
        double sum = 0;
        foreach (ref readonly RedPajamaLine line in lines)
        {
            sum += value(line);
        }

        return lines.IsEmpty ? 0 : sum / lines.Length;
    }
}
