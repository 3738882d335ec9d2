using System;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.Datasets;
using Xunit;

namespace PipelineDsl.Tests.Sequences;

public sealed class TokenSequenceTests
{
    private static TokenSequence Sequence(TokenDocument[] documents, int padding)
    {
        TokenSequence sequence = new();
        foreach (TokenDocument document in documents.Where(static d => d.Ids.Length > 0))
        {
            sequence.Append(document.Key, document.Ids, [.. (document.Loss ?? []).Select(static l => l ? (byte)1 : (byte)0)], 0, endsDocument: true);
        }

        sequence.Pad(sequence.Ids.Length + padding, 99_999);
        return sequence;
    }

    /// <summary>Labels, positions and mask, place by place.</summary>
    [Fact]
    public void EveryColumnIsWhatItsPlaceAsksFor()
        => Gen.Select(TokenGen.Documents(8, 12), Gen.Int[0, 5], Gen.Enum<Labels>(), Gen.Bool).Sample((documents, padding, alignment, across) =>
        {
            TokenSequence sequence = Sequence(documents, padding);
            (int Id, bool Learned, int Position)[] tokens = [.. documents.SelectMany(static d => d.Ids.Select((id, i) => (id, d.Loss is null || d.Loss[i], i)))];
            int length = tokens.Length + padding;
            int[] labels = new int[length];
            int[] positions = new int[length];
            byte[] mask = new byte[length];
            sequence.CopyLabels(labels, alignment, across);
            sequence.CopyPositionIds(positions);
            sequence.CopyAttentionMask(mask);
            for (int i = 0; i < length; i++)
            {
                int target = alignment == Labels.Next ? i + 1 : i;
                bool has = target < tokens.Length && tokens[target].Learned
                    && (across || tokens[target].Position > 0 || target == 0);
                Assert.Equal(has ? tokens[target].Id : -100, labels[i]);
                Assert.Equal(i < tokens.Length ? tokens[i].Position : 0, positions[i]);
                Assert.Equal(i < tokens.Length ? 1 : 0, mask[i]);
                Assert.Equal(i < tokens.Length ? tokens[i].Id : 99_999, sequence.Ids[i]);
            }

            Assert.Equal(padding, sequence.PaddingCount);
        });

    [Fact]
    public void TheDigestSeesWhatWasLostRepeatedOrChanged()
    {
        int[] ids = [5, 6, 7, 8];
        byte[] flags = [1, 1, 0, 1];
        TokenCounts whole = default;
        whole.AddTokens(123, 0, ids, default);
        TokenCounts pieces = default;
        pieces.AddTokens(123, 2, ids.AsSpan(2), default);
        pieces.AddTokens(123, 0, ids.AsSpan(0, 2), default);
        Assert.Equal(whole.Digest, pieces.Digest);

        TokenCounts flagged = default;
        flagged.AddTokens(123, 0, ids, flags);
        TokenCounts swapped = default;
        swapped.AddTokens(123, 0, [6, 5, 7, 8], default);
        TokenCounts other = default;
        other.AddTokens(124, 0, ids, default);
        TokenCounts twice = default;
        twice.AddTokens(123, 0, ids.AsSpan(0, 2), default);
        twice.AddTokens(123, 0, ids.AsSpan(0, 2), default);
        Assert.Equal(5, new[] { whole, flagged, swapped, other, twice }.Select(static c => c.Digest).Distinct().Count());
    }
}
