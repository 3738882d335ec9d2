using System;

namespace PipelineDsl;

/// <summary>The rules that StarCoder (Li et al. 2023) and NeMo Curator's PerExtensionFilter have on source files, with the thresholds of each language and extension. A file of a type without thresholds does not pass.</summary>
/// <remarks>
/// Lines end as for Python's <c>str.splitlines</c>, as in StarCoder; for Curator they end at U+000A only. Lengths are in code points, letters and numbers those of Python's <c>str.isalpha</c> and <c>isalnum</c>. A file at a threshold is kept.
/// </remarks>
[Filter(inOrder: true)]
public sealed class CodeByExtension
{
    /// <summary>The file's type is included.</summary>
    [Rule]
    public static bool TypeIsIncluded(
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> language,
        [FieldNamedBy("extensionField", optional: true)] ReadOnlySpan<byte> extension,
        CodeThresholds thresholds) => thresholds.Of(language, extension).Included;

    /// <summary>Length of the longest line, from above.</summary>
    [Rule]
    public static Check NoVeryLongLine(
        in LineLengths lines,
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> language,
        [FieldNamedBy("extensionField", optional: true)] ReadOnlySpan<byte> extension,
        CodeThresholds thresholds) => Check.AtMost(lines.LongestCharacters, thresholds.Of(language, extension).MaxLineLength);

    /// <summary>Mean length of a line, from above.</summary>
    [Rule]
    public static Check ShortLinesOnAverage(
        in LineLengths lines,
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> language,
        [FieldNamedBy("extensionField", optional: true)] ReadOnlySpan<byte> extension,
        CodeThresholds thresholds) => Check.AtMost(lines.MeanCharacters, thresholds.Of(language, extension).MaxMeanLineLength);

    /// <summary>Letters and numbers / characters, from below.</summary>
    [Rule]
    public static Check EnoughAlphanumerics(
        in AlphanumericStats chars,
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> language,
        [FieldNamedBy("extensionField", optional: true)] ReadOnlySpan<byte> extension,
        CodeThresholds thresholds) => Check.AtLeast(Ratio.Of(chars.Alphanumeric, chars.Characters), thresholds.Of(language, extension).MinAlphanumericRatio);

    /// <summary>Letters / characters, from below.</summary>
    [Rule]
    public static Check EnoughLetters(
        in AlphanumericStats chars,
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> language,
        [FieldNamedBy("extensionField", optional: true)] ReadOnlySpan<byte> extension,
        CodeThresholds thresholds) => Check.AtLeast(Ratio.Of(chars.Letters, chars.Characters), thresholds.Of(language, extension).MinLetterRatio);
}
