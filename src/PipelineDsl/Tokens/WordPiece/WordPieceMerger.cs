using System;

namespace PipelineDsl;

/// <summary>Cuts one word into its pieces; see <see cref="WordPieceModel"/>.</summary>
internal sealed unsafe class WordPieceMerger(WordPieceModel model) : PreTokenMerger
{
    /// <inheritdoc/>
    public override int Merge(byte* bytes, int length, int* output)
    {
        ReadOnlySpan<byte> rest = new(bytes, length);
        int count = 0;
        if (!model.IsTooLong(rest))
        {
            PrefixTrie pieces = model.Starts;
            while (!rest.IsEmpty && pieces.Longest(rest, out int found) is >= 0 and int id)
            {
                output[count++] = id;
                rest = rest[found..];
                pieces = model.Continuations;
            }
        }

        if (!rest.IsEmpty)
        {
            output[0] = model.UnknownId;
            return 1;
        }

        return count;
    }

    /// <inheritdoc/>
    public override void Free()
    {
    }
}
