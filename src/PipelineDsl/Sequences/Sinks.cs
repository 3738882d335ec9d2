using System;

namespace PipelineDsl;

/// <summary>Takes the tokens of documents, one after the other.</summary>
internal interface IDocumentSink
{
    /// <summary>Takes a document.</summary>
    /// <param name="document">Its key.</param>
    /// <param name="ids">Its ids, one at least.</param>
    /// <param name="loss">Their flags, or empty: every token counts.</param>
    void Accept(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss);
}

/// <summary>Takes sequences, one after the other.</summary>
internal interface ISequenceSink
{
    /// <summary>Takes a sequence, which is the sender's again after the call.</summary>
    void Accept(TokenSequence sequence);
}
