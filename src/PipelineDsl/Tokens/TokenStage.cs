using System;

namespace PipelineDsl;

/// <summary>The tokenize step of one worker: a shared tokenizer, a cache of its own, and the packing. Not thread-safe.</summary>
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

    /// <summary>Makes the step of one worker; the tokenizer is loaded once.</summary>
    /// <param name="context">What the workers of the run share.</param>
    /// <param name="tokenizer">A known name, such as <c>o200k_base</c>, or the path of a tokenizer file, relative to the project's folder.</param>
    /// <param name="contextLength">Tokens per packed sequence, or 0.</param>
    /// <param name="endOfText">Whether each document is followed by the end-of-text id.</param>
    /// <exception cref="Engine.RunException">The file cannot be loaded, or it names no end-of-text token although one is asked for.</exception>
    public static TokenStage Create(Engine.PipelineContext context, string tokenizer, int contextLength, bool endOfText)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegative(contextLength);
        Tokenizer loaded = Tokenizer.IsKnown(tokenizer) ? Tokenizer.Load(tokenizer) : context.Service<Tokenizer>(tokenizer);
        TokenVocabulary vocabulary = loaded.Vocabulary;
        if (endOfText && vocabulary.EndOfText < 0)
        {
            throw new Engine.RunException("PDSL2007", $"the tokenizer {loaded.Name} names no token that ends a document: say endOfText: false, or name one in a tokenizer_config.json beside it", tokenizer);
        }

        TokenPacking packing = new(
            loaded.Name,
            vocabulary.Size,
            loaded.Hash,
            endOfText ? vocabulary.EndOfText : -1,
            vocabulary.Padding,
            contextLength);
        return new TokenStage(loaded.CreateEncoder(), packing);
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
