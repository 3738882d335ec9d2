namespace PipelineDsl;

/// <summary>ByteLevel: a space before each piece that has none, GPT-2's pattern, and each byte as a character of <see cref="ByteAlphabet"/>.</summary>
/// <param name="addsSpace">Whether pieces are given a space.</param>
/// <param name="split">GPT-2's pattern, or null: pieces stay whole.</param>
/// <param name="mapsBytes">Whether bytes become characters; not where no later step sees them.</param>
internal sealed class ByteLevelStep(bool addsSpace, SplitStep? split, bool mapsBytes) : PreTokenStep
{
    /// <inheritdoc/>
    public override void Apply(PreTokens pieces)
    {
        if (addsSpace)
        {
            AddSpaces(pieces);
        }

        split?.Apply(pieces);
        if (mapsBytes)
        {
            MapBytes(pieces);
        }
    }

    private static void AddSpaces(PreTokens pieces)
    {
        pieces.BeginRewrite();
        for (int i = 0; i < pieces.Count; i++)
        {
            int start = pieces.Output.Length;
            if (pieces.Bytes(i)[0] != ' ')
            {
                pieces.Output.Append((byte)' ');
            }

            pieces.Output.Append(pieces.Bytes(i));
            pieces.Emit(start, pieces.Output.Length);
        }

        pieces.EndRewrite();
    }

    private static void MapBytes(PreTokens pieces)
    {
        pieces.BeginRewrite();
        for (int i = 0; i < pieces.Count; i++)
        {
            int start = pieces.Output.Length;
            ByteAlphabet.AppendEncoded(pieces.Bytes(i), pieces.Output);
            pieces.Emit(start, pieces.Output.Length);
        }

        pieces.EndRewrite();
    }
}
