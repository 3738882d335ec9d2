namespace PipelineDsl;

/// <summary>What a deduplication by a Bloom filter looks up.</summary>
public enum BloomUnit
{
    /// <summary>Whole documents, which are dropped.</summary>
    Document,

    /// <summary>Paragraphs, which are cut out; see <see cref="ExactParagraphs"/>.</summary>
    Paragraph,

    /// <summary>Lines, which are cut out; see <see cref="ExactLines"/>. What Dolma calls paragraphs.</summary>
    Line,

    /// <summary>N-grams of the words of lines; lines and documents of which most are known go; see <see cref="NGramOverlap"/>.</summary>
    NGram,
}
