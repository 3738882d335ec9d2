namespace PipelineDsl;

/// <summary>The four normalisation forms of UAX #15.</summary>
public enum UnicodeForm
{
    /// <summary>Composed where a composed character exists: what most text on the web is in already.</summary>
    Nfc,

    /// <summary>Decomposed: base characters and marks, Hangul syllables as jamo.</summary>
    Nfd,

    /// <summary>As <see cref="Nfc"/>, and compatibility characters (ligatures, full-width forms, superscripts) become what they stand for.</summary>
    Nfkc,

    /// <summary>As <see cref="Nfd"/>, and compatibility characters become what they stand for.</summary>
    Nfkd,
}
