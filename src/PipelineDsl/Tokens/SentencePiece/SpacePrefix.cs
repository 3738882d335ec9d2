namespace PipelineDsl;

/// <summary>Whether a space is put before a text that is encoded, so that a word has the same pieces at the text's start as elsewhere.</summary>
internal enum SpacePrefix
{
    /// <summary>No: SentencePiece with <c>add_dummy_prefix</c> off.</summary>
    None,

    /// <summary>Before every text that is not empty: SentencePiece's <c>add_dummy_prefix</c>, Hugging Face's <c>Prepend</c>.</summary>
    Always,

    /// <summary>Before a text that does not begin with one: Hugging Face's <c>Metaspace</c> with <c>prepend_scheme</c> <c>always</c>.</summary>
    Missing,

    /// <summary>The same, but not behind an added token: <c>prepend_scheme</c> <c>first</c>.</summary>
    MissingAtStart,

    /// <summary>Behind every text: SentencePiece with <c>treat_whitespace_as_suffix</c>.</summary>
    Behind,
}
