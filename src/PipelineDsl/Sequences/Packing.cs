namespace PipelineDsl;

/// <summary>How documents become sequences of one length, the context length.</summary>
public enum Packing
{
    /// <summary>Documents stand one after the other and are cut every context length. Nothing but the last sequence is padded; a document is cut wherever the border falls.</summary>
    Concatenate,

    /// <summary>
    /// No document is cut unless it is longer than the context: the pieces are put into sequences by best fit, longest first, within a window of tokens
    /// (Ding et al. 2024, "Fewer Truncations Improve Language Modeling"). What stays free at the end of a sequence is padded.
    /// </summary>
    BestFit,

    /// <summary>Each document begins a sequence of its own, which is padded; a longer one takes several.</summary>
    OnePerRow,
}
