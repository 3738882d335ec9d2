using System;

namespace PipelineDsl;

/// <summary>A tokenizer that encodes in ordinary mode by one and with added tokens matched by another: where the faster of the two does not match them exactly.</summary>
/// <param name="ordinary">For ordinary mode, and for decoding.</param>
/// <param name="matching">Makes the one that matches added tokens, when it is first asked for.</param>
internal sealed class PerModeTokenizer(Tokenizer ordinary, Func<Tokenizer> matching) : Tokenizer(ordinary.Name, ordinary.Vocabulary, ordinary.Hash)
{
    private readonly Lazy<Tokenizer> _matching = new(matching);

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder() => ordinary.CreateEncoder();

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder(AddedTokenMatching matching)
        => matching == AddedTokenMatching.None ? ordinary.CreateEncoder() : _matching.Value.CreateEncoder(matching);

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<int> ids, TextBuffer text) => ordinary.Decode(ids, text);
}
