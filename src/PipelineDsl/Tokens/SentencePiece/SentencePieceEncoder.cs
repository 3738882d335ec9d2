namespace PipelineDsl;

/// <summary>Normalizes text and hands it to the encoder of the model.</summary>
internal sealed class SentencePieceEncoder(SentencePieceNormalizer normalizer, TokenEncoder inner) : TokenEncoder
{
    private readonly TextBuffer _scratch = new();
    private readonly TextBuffer _normalized = new();

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output) => EncodeSection(text, isStart: true, output);

    /// <inheritdoc/>
    public override void Forget() => inner.Forget();

    /// <inheritdoc/>
    public override void Free() => inner.Free();

    /// <inheritdoc/>
    internal override void EncodeSection(PaddedText text, bool isStart, TokenBuffer output)
        => inner.Encode(normalizer.TryNormalize(text, isStart, _scratch, _normalized) ? _normalized.Text : text, output);
}
