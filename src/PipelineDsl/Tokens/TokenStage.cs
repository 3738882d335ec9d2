using System;

namespace PipelineDsl;

/// <summary>The tokenize step of one worker: a shared vocabulary, a cache of its own, and the packing. Not thread-safe.</summary>
public sealed class TokenStage
{
    private readonly TokenEncoder _encoder;

    private TokenStage(TokenEncoder encoder, TokenPacking packing)
    {
        _encoder = encoder;
        Packing = packing;
    }

    /// <summary>How ids are packed.</summary>
    public TokenPacking Packing { get; }

    /// <summary>Loads the tokenizer (its vocabulary once per process).</summary>
    /// <param name="tokenizer">Its name, such as <c>o200k_base</c>.</param>
    /// <param name="contextLength">Tokens per packed sequence, or 0.</param>
    /// <param name="endOfText">Whether each document is followed by the end-of-text id.</param>
    /// <exception cref="ArgumentException">No tokenizer has this name.</exception>
    public static TokenStage Create(string tokenizer, int contextLength, bool endOfText)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contextLength);
        TokenVocabulary vocabulary = TokenVocabulary.Load(tokenizer);
        TokenPacking packing = new(
            vocabulary.Name,
            vocabulary.Size,
            vocabulary.Hash,
            endOfText ? vocabulary.EndOfText : -1,
            vocabulary.EndOfText,
            contextLength);
        return new TokenStage(vocabulary.CreateEncoder(), packing);
    }

    /// <summary>Encodes the document's text into its <see cref="Document.Tokens"/>, in ordinary mode: text never becomes a special id.</summary>
    public void Encode(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        TokenBuffer tokens = document.Tokens;
        tokens.Clear();
        _encoder.Encode(document.Text, tokens);
        if (Packing.EndOfText >= 0)
        {
            tokens.Append(Packing.EndOfText);
        }
    }
}
