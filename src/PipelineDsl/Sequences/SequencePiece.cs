using System;

namespace PipelineDsl;

/// <summary>A stretch of a sequence that comes from one document.</summary>
/// <param name="Start">The first token, from 0, in the sequence.</param>
/// <param name="Length">The number of tokens.</param>
/// <param name="Document">The document's key: the XXH3-128 of its id, or of source, file and ordinal if it has none.</param>
/// <param name="Offset">The first token's place in the document, from 0.</param>
/// <param name="EndsDocument">Whether the document ends with the piece.</param>
public readonly record struct SequencePiece(int Start, int Length, UInt128 Document, long Offset, bool EndsDocument)
{
    /// <summary>The token behind the last.</summary>
    public int End => Start + Length;

    /// <summary>Whether the document begins with the piece.</summary>
    public bool BeginsDocument => Offset == 0;
}
