namespace PipelineDsl;

/// <summary>Turns text into ids, in ordinary mode: text never becomes a special id. Not thread-safe: each worker has its own.</summary>
internal abstract class TokenEncoder
{
    /// <summary>Appends the ids of a text.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="output">Takes the ids.</param>
    public abstract void Encode(PaddedText text, TokenBuffer output);

    /// <summary>Forgets what was learned from texts, as if no text had been encoded.</summary>
    public abstract void Forget();

    /// <summary>Frees tables and scratch memory.</summary>
    public abstract void Free();
}
