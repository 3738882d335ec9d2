using System;

namespace PipelineDsl;

/// <summary>The tokenize step of one worker: a shared vocabulary, a cache of its own, and the packing.</summary>
public sealed class TokenStage
{
    /// <summary>How ids are packed.</summary>
    public TokenPacking Packing => throw new NotImplementedException();

    /// <summary>Loads the tokenizer (its vocabulary once per process).</summary>
    /// <param name="tokenizer">Its name, such as <c>o200k_base</c>.</param>
    /// <param name="contextLength">Tokens per packed sequence, or 0.</param>
    /// <param name="endOfText">Whether each document is followed by the end-of-text id.</param>
    /// <exception cref="ArgumentException">No tokenizer has this name.</exception>
    public static TokenStage Create(string tokenizer, int contextLength, bool endOfText) => throw new NotImplementedException();

    /// <summary>Encodes the document's text into its <see cref="Document.Tokens"/>, in ordinary mode: text never becomes a special id.</summary>
    public void Encode(Document document) => throw new NotImplementedException();
}
