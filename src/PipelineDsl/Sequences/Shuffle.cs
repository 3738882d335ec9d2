using System;

namespace PipelineDsl;

/// <summary>What is put in random order. The order is a function of the seed and, for documents, of their ids: not of shards, workers or memory.</summary>
[Flags]
public enum Shuffle
{
    /// <summary>Nothing: the order of the corpus.</summary>
    None = 0,

    /// <summary>The documents, before they are packed.</summary>
    Documents = 1,

    /// <summary>The packed sequences.</summary>
    Sequences = 2,

    /// <summary>First the documents, then the sequences made of them.</summary>
    Both = Documents | Sequences,
}
