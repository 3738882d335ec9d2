namespace PipelineDsl;

/// <summary>WordLevel: each piece is a token, or unknown.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="ids">Their ids, by place in <paramref name="tokens"/>.</param>
/// <param name="unknownId">The id of a piece that is none of them.</param>
/// <param name="pieces">Where the text is cut.</param>
internal sealed class WordLevelEncoder(TokenTable tokens, int[] ids, int unknownId, ListedPieces pieces) : TokenEncoder
{
    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output)
    {
        int start = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            int found = tokens.Find(text.Bytes[start..pieces.End(i)]);
            output.Append(found >= 0 ? ids[found] : unknownId);
            start = pieces.End(i);
        }
    }
}
