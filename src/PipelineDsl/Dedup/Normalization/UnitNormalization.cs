namespace PipelineDsl;

/// <summary>What of two units of text (lines, paragraphs, sentences, documents) must be equal for one to count as a repetition of the other.</summary>
public enum UnitNormalization
{
    /// <summary>Every byte.</summary>
    None,

    /// <summary>Everything but white space: what stands at the ends goes, any in between counts as one space.</summary>
    WhiteSpace,

    /// <summary>Lower case without white space at the ends: the key of a line in C4 (<c>line.strip().lower()</c> in TensorFlow Datasets).</summary>
    LowerCase,

    /// <summary>
    /// As cc_net compares paragraphs (CCNet, <c>normalize_for_dedup</c>): lower case without white space at the ends, every digit as 0, without 34 punctuation marks outside ASCII and without control characters.
    /// </summary>
    CcNet,

    /// <summary>As datatrove compares (<c>simplify_text</c>): lower case, numbers as 0, punctuation and white space as single spaces, no accents.</summary>
    Simplified,
}
