namespace PipelineDsl;

/// <summary>How repeated stretches are found. The results are the same.</summary>
public enum SubstringMethod
{
    /// <summary>By anchors and hashes in sorted runs, checked byte by byte: any corpus in bounded memory.</summary>
    Anchors,

    /// <summary>By a suffix array in memory, if the corpus fits: 9.25 bytes for each byte of text (12.25 for each token), and less than 2³¹ bytes. A larger one goes by anchors.</summary>
    SuffixArray,
}
