namespace PipelineDsl;

/// <summary>Normalizes text before an encoder gets it.</summary>
internal sealed class NormalizerChainEncoder(NormalizerChain normalizers, TokenEncoder inner) : TokenEncoder
{
    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output) => inner.Encode(normalizers.Apply(text), output);

    /// <inheritdoc/>
    internal override void EncodeSection(PaddedText text, bool isStart, TokenBuffer output) => inner.EncodeSection(normalizers.Apply(text), isStart, output);

    /// <inheritdoc/>
    public override void Forget() => inner.Forget();

    /// <inheritdoc/>
    public override void Free() => inner.Free();
}
