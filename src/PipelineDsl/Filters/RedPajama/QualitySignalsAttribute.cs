namespace PipelineDsl;

/// <summary>Notes the quality signals of RedPajama-v2 for each document that comes so far, in <c>notes.jsonl</c>. It has no thresholds and changes nothing. See <see cref="QualitySignals"/>.</summary>
/// <remarks>The text is measured as it is here, for documents that the steps before have kept, whatever the steps behind decide: a filter behind measures for itself what it needs.</remarks>
/// <param name="badWords">
/// The list of bad words and phrases, for <c>rps_doc_ldnoobw_words</c> (default: none, and no such signal). They are held against normalised words, which have no punctuation and whose accents are characters of their own, so
/// that entries with either are found only if they are written like that.
/// </param>
/// <param name="stopWords">The list of stop words, for <c>rps_doc_stop_word_fraction</c> (default: none, and no such signal). Case counts, and words end at apostrophes.</param>
/// <param name="domainCategories">The file of categories of domains, a JSON object of integers by domain, for <c>rps_doc_ut1_blacklist</c> (default: none, and no such signal).</param>
/// <param name="domainField">The field with the document's domain (default <c>source_domain</c>).</param>
/// <param name="perLine">Whether the signals of lines are noted, too, which make up most of the rows (default: yes).</param>
public sealed class QualitySignalsAttribute(
    string? badWords = null,
    string? stopWords = null,
    string? domainCategories = null,
    string? domainField = "source_domain",
    bool perLine = true) : MapAttribute<QualitySignals>
{
    /// <summary>The list of bad words and phrases.</summary>
    public string? BadWords { get; } = badWords;

    /// <summary>The list of stop words.</summary>
    public string? StopWords { get; } = stopWords;

    /// <summary>The file of categories of domains.</summary>
    public string? DomainCategories { get; } = domainCategories;

    /// <summary>The field with the document's domain.</summary>
    public string? DomainField { get; } = domainField;

    /// <summary>Whether the signals of lines are noted.</summary>
    public bool PerLine { get; } = perLine;
}
