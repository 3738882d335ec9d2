namespace PipelineDsl;

/// <summary>Byte pair encoding with a pattern that has no code of its own: tells the pattern where each text begins, which may look behind.</summary>
internal sealed unsafe class PatternEncoder : TokenEncoder
{
    private readonly PatternPieces _pieces;
    private readonly BytePairEncoder<PatternPreTokenizer> _inner;

    /// <summary>Creates an encoder.</summary>
    public PatternEncoder(BytePairModel model, TextPattern pattern)
    {
        _pieces = new PatternPieces(pattern);
        _inner = new BytePairEncoder<PatternPreTokenizer>(model, new PatternPreTokenizer(_pieces));
    }

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output)
    {
        _pieces.Begin(text.Start, text.Start + text.Length);
        _inner.Encode(text, output);
    }

    /// <inheritdoc/>
    public override void Forget() => _inner.Forget();

    /// <inheritdoc/>
    public override void Free() => _inner.Free();
}
