using System;
using System.Text;

namespace PipelineDsl;

/// <summary>C4's rule against pages with bad words (Raffel et al. 2020), with the list of the document's own language. See <see cref="BadWords"/>.</summary>
/// <remarks>Where datatrove fails for a language without a list, a document of one is kept here unless the step says otherwise.</remarks>
[Filter]
public sealed class BadWordsByLanguage
{
    /// <summary>Words of the language's list in the text ≤ 0; the first one decides.</summary>
    [Rule]
    public static Check NoBadWord(
        [Text] ReadOnlySpan<byte> text,
        [FieldNamedBy("field", optional: true)] ReadOnlySpan<byte> language,
        BadWordLists words,
        LowerText lower,
        string defaultLanguage,
        bool keepUnlisted,
        double keepFraction)
    {
        Span<byte> missing = stackalloc byte[64];
        int length = 0;
        bool useDefault = language.IsEmpty && Encoding.UTF8.TryGetBytes(defaultLanguage, missing, out length);
        return words.Of(useDefault ? missing[..length] : language, out string name) is { } list ? BadWords.NoBadWord(text, list, lower, name, keepFraction) : new Check(keepUnlisted, keepUnlisted ? 0 : 1, 0);
    }
}
