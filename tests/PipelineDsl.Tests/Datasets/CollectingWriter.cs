using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Tests.Datasets;

/// <summary>Keeps the sequences that it is given, by split.</summary>
internal sealed class CollectingWriter(Dictionary<string, List<CollectedSequence>> splits, DatasetContext context) : DatasetWriter
{
    public override bool CarriesLoss => true;

    public override void Write(TokenSequence sequence)
    {
        if (!splits.TryGetValue(context.Split, out List<CollectedSequence>? list))
        {
            splits[context.Split] = list = [];
        }

        list.Add(new CollectedSequence(sequence));
    }
}

/// <summary>A copy of a sequence.</summary>
internal sealed class CollectedSequence(TokenSequence sequence)
{
    public long Index { get; } = sequence.Index;

    public int[] Ids { get; } = sequence.Ids.ToArray();

    public byte[] Loss { get; } = sequence.Loss.ToArray();

    public int TokenCount { get; } = sequence.TokenCount;

    public SequencePiece[] Pieces { get; } = sequence.Pieces.ToArray();

    public override string ToString() => $"{string.Join(' ', Ids)} | {string.Join(' ', Loss)} | {string.Join(' ', Pieces.Select(static p => p.ToString()))}";
}
