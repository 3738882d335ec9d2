namespace PipelineDsl;

/// <summary>What text begins as and which neighbours merge: what an <see cref="InterleavedMerger{TRules}"/> asks.</summary>
internal unsafe interface IPairRules
{
    /// <summary>The ranks of the merges.</summary>
    PairTable Pairs { get; }

    /// <summary>Writes the symbols that text begins as, and the rank of each of them with the next.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="length">Its length in bytes, at least 1.</param>
    /// <param name="symbols">Room for as many symbols.</param>
    /// <param name="ranks">Room for one fewer than the text has bytes, filled with <see cref="PairTable.None"/>, as what is not used stays.</param>
    /// <returns>The number of symbols.</returns>
    int Begin(byte* bytes, int length, int* symbols, int* ranks);

    /// <summary>What a merge of two symbols makes.</summary>
    int Merged(int rank, int left, int right);

    /// <summary>Has what <see cref="Write"/> looks at for a symbol fetched.</summary>
    void Fetch(int symbol);

    /// <summary>Turns symbols into ids.</summary>
    /// <returns>The number of ids.</returns>
    int Write(int* symbols, int count, int* ids);
}
