namespace PipelineDsl;

/// <summary>Brings text to a normal form before it is encoded; text that is in it already, nearly all there is, passes untouched.</summary>
internal sealed class NormalizingEncoder(UnicodeForm form, TokenEncoder inner) : TokenEncoder
{
    private readonly UnicodeNormalizer _normalizer = new();
    private readonly TextBuffer _normalized = new();

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output) => EncodeSection(text, isStart: true, output);

    /// <inheritdoc/>
    public override void Forget() => inner.Forget();

    /// <inheritdoc/>
    public override void Free() => inner.Free();

    /// <inheritdoc/>
    internal override void EncodeSection(PaddedText text, bool isStart, TokenBuffer output)
    {
        _normalized.Clear();
        inner.EncodeSection(_normalizer.TryNormalize(text.Bytes, form, _normalized) ? _normalized.Text : text, isStart, output);
    }
}
