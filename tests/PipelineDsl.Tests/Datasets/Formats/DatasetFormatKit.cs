using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Datasets.Readers;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Formats;

/// <summary>Runs a format over random documents, packed in some way, beside a writer that just keeps the sequences.</summary>
internal static class DatasetFormatKit
{
    private static readonly int[] s_vocabularies = [300, 70_000];

    private static readonly Gen<SequenceOptions> s_options = Gen.Select(Gen.Int[0, 12], Gen.Enum<Packing>(), Gen.Bool).Select(static (contextLength, packing, splits) => new SequenceOptions
    {
        ContextLength = contextLength,
        Packing = contextLength == 0 ? Packing.Concatenate : packing,
        Window = 64,
        Validation = splits ? 0.4 : 0,
    });

    /// <summary>Runs the format and hands the output folder, with what is expected in it, to a check for each split.</summary>
    /// <param name="open">Opens the format's writer.</param>
    /// <param name="check">Compares.</param>
    /// <param name="vocabularies">The sizes of vocabulary to try.</param>
    /// <param name="iterations">How many random cases.</param>
    public static void Sample(Func<DatasetContext, DatasetWriter> open, Action<FormatCase> check, int[]? vocabularies = null, int iterations = 25)
        => Gen.Select(s_options, TokenGen.Documents(30, 40, 300), Gen.Int[0, (vocabularies ?? s_vocabularies).Length - 1].Select(i => (vocabularies ?? s_vocabularies)[i])).Sample(
            (options, documents, vocabulary) =>
            {
                using TempFolder folder = new();
                Dictionary<string, List<CollectedSequence>> splits = [];
                Dictionary<string, bool> flagged = [];
                TokenPipeline pipeline = new()
                {
                    Sequences = options,
                    VocabularySize = vocabulary,
                    Padding = 299,
                    Writers =
                    [
                        context =>
                        {
                            splits[context.Split] = [];
                            flagged[context.Split] = context.HasLoss || context.IsPadded;
                            return new CollectingWriter(splits, context);
                        },
                        open,
                    ],
                };
                RunSummary summary = pipeline.RunAsync(folder, [documents]).GetAwaiter().GetResult();
                Assert.True(summary.Succeeded);
                foreach ((string split, List<CollectedSequence> sequences) in splits)
                {
                    check(new FormatCase(Path.Combine(folder.Path, "out"), split, sequences, options, vocabulary <= 65536 ? 2 : 4, flagged[split]));
                }
            },
            iter: iterations,
            threads: 2);

    /// <summary>The columns of a sequence, token by token.</summary>
    public static ColumnRow Columns(CollectedSequence sequence, Labels alignment, bool acrossDocuments)
    {
        int length = sequence.Ids.Length;
        int[] labels = [.. Enumerable.Repeat(-100, length)];
        int[] positions = new int[length];
        foreach (SequencePiece piece in sequence.Pieces)
        {
            for (int i = piece.Start; i < piece.End; i++)
            {
                positions[i] = i - piece.Start;
                int place = alignment == Labels.Next ? i - 1 : i;
                if (place >= 0 && sequence.Loss[i] != 0 && (i > piece.Start || i == 0 || acrossDocuments))
                {
                    labels[place] = sequence.Ids[i];
                }
            }
        }

        return new ColumnRow(sequence.Ids, labels, [.. Enumerable.Range(0, length).Select(i => i < sequence.TokenCount ? 1 : 0)], positions);
    }
}

/// <summary>One split of one run.</summary>
/// <param name="Folder">The output folder.</param>
/// <param name="Split">The split's name, or empty.</param>
/// <param name="Sequences">The sequences that must be in it.</param>
/// <param name="Options">How they were made.</param>
/// <param name="Width">The bytes of an id.</param>
/// <param name="IsFlagged">Whether there is something to say of what is learned.</param>
internal sealed record FormatCase(string Folder, string Split, List<CollectedSequence> Sequences, SequenceOptions Options, int Width, bool IsFlagged)
{
    /// <summary>The path of a file of the split.</summary>
    public string File(string name, string extension) => Path.Combine(Folder, Split.Length == 0 ? name + extension : $"{name}-{Split}{extension}");

    /// <summary>All ids, one after the other.</summary>
    public int[] Flat => [.. Sequences.SelectMany(static s => s.Ids)];

    /// <summary>All flags, one after the other.</summary>
    public byte[] Loss => [.. Sequences.SelectMany(static s => s.Loss)];

    /// <summary>Where pieces and paddings end.</summary>
    public long[] Ends
    {
        get
        {
            List<long> ends = [];
            long start = 0;
            foreach (CollectedSequence sequence in Sequences)
            {
                ends.AddRange(sequence.Pieces.Select(p => start + p.End));
                start += sequence.Ids.Length;
                if (sequence.TokenCount < sequence.Ids.Length)
                {
                    ends.Add(start);
                }
            }

            return [.. ends];
        }
    }

    /// <summary>Ids out of bytes.</summary>
    public int[] Ids(byte[] bytes, int at = 0) => Width == 2 ? bytes.UInt16s(at, (bytes.Length - at) / 2) : bytes.Int32s(at, (bytes.Length - at) / 4);
}
