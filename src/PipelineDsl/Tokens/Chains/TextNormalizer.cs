using System;

namespace PipelineDsl;

/// <summary>A step that changes a text before it is cut: a normalizer of <c>tokenizer.json</c>. Not thread-safe: each worker has its own.</summary>
internal abstract class TextNormalizer
{
    /// <summary>Appends the changed text; false, and nothing appended, if the text stays as it is.</summary>
    /// <param name="text">The text, UTF-8. It does not lie in <paramref name="output"/>.</param>
    /// <param name="output">Takes the text.</param>
    public abstract bool TryApply(ReadOnlySpan<byte> text, TextBuffer output);
}
