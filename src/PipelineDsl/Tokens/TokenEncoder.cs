namespace PipelineDsl;

/// <summary>Turns text into ids. Not thread-safe: each worker has its own, made by <see cref="Tokenizer.CreateEncoder()"/>.</summary>
public abstract class TokenEncoder
{
    /// <summary>Appends the ids of a text.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="output">Takes the ids.</param>
    public abstract void Encode(PaddedText text, TokenBuffer output);

    /// <summary>Appends the ids of a part of a document, where added tokens cut it into several.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="isStart">Whether the document begins with it.</param>
    /// <param name="output">Takes the ids.</param>
    internal virtual void EncodeSection(PaddedText text, bool isStart, TokenBuffer output) => Encode(text, output);

    /// <summary>Forgets what was learned from texts, as if no text had been encoded. Ids do not depend on it.</summary>
    public virtual void Forget()
    {
    }

    /// <summary>Frees tables and scratch memory without waiting for finalizers. The encoder cannot be used any more.</summary>
    public virtual void Free()
    {
    }
}
