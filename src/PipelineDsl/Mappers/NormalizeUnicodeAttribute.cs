namespace PipelineDsl;

/// <summary>Brings the text into a normalisation form of Unicode 15.0, so that the same text is written by the same characters. See <see cref="NormalizeUnicode"/>.</summary>
/// <param name="form">The form (default: NFC, which changes the fewest texts and loses nothing; NFKC and NFKD also replace ligatures, full-width forms, superscripts and the like).</param>
public sealed class NormalizeUnicodeAttribute(UnicodeForm form = UnicodeForm.Nfc) : MapAttribute<NormalizeUnicode>
{
    /// <summary>The form.</summary>
    public UnicodeForm Form { get; } = form;
}
