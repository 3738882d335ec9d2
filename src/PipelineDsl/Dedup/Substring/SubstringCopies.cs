namespace PipelineDsl;

/// <summary>What is left of a stretch that occurs more than once.</summary>
public enum SubstringCopies
{
    /// <summary>Its first occurrence stays: in the document of the highest rank, else the first in the corpus's order.</summary>
    KeepFirst,

    /// <summary>Nothing: all occurrences are cut, as google-research/deduplicate-text-datasets does.</summary>
    CutAll,
}
