namespace PipelineDsl;

/// <summary>A pre-tokenizer of <c>tokenizer.json</c>: cuts pieces into smaller ones, or changes them. Not thread-safe: each worker has its own.</summary>
internal abstract class PreTokenStep
{
    /// <summary>Cuts.</summary>
    public abstract void Apply(PreTokens pieces);
}
