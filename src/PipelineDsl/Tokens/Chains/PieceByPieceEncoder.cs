namespace PipelineDsl;

/// <summary>Gives each piece to an encoder by itself.</summary>
/// <param name="pieces">Where the text is cut.</param>
/// <param name="inner">Encodes one piece.</param>
internal sealed class PieceByPieceEncoder(ListedPieces pieces, TokenEncoder inner) : TokenEncoder
{
    private readonly TextBuffer _piece = new();

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output)
    {
        if (pieces.Count == 1)
        {
            inner.Encode(text, output);
            return;
        }

        int start = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            _piece.Clear();
            _piece.Append(text.Bytes[start..pieces.End(i)]);
            inner.Encode(_piece.Text, output);
            start = pieces.End(i);
        }
    }

    /// <inheritdoc/>
    public override void Forget() => inner.Forget();

    /// <inheritdoc/>
    public override void Free() => inner.Free();
}
