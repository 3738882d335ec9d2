using System;

namespace PipelineDsl;

/// <summary>Brings the text into a normalisation form of Unicode 15.0 (UAX #15). Doing it twice changes no more than doing it once.</summary>
[Mapper]
public sealed class NormalizeUnicode
{
    /// <summary>Rewrites the text; false if it is in the form already.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, UnicodeNormalizer normalizer, UnicodeForm form) => normalizer.TryNormalize(text, form, output);
}
