using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.Datasets;
using Xunit;

namespace PipelineDsl.Tests.Sequences;

public sealed class PackerTests
{
    private static readonly Gen<SequenceOptions> s_options = Gen.Select(Gen.Int[1, 40], Gen.Enum<Packing>(), Gen.Int[1, 300])
        .Select(static (contextLength, packing, window) => new SequenceOptions { ContextLength = contextLength, Packing = packing, Window = window });

    private static List<CollectedSequence> Pack(SequenceOptions options, IEnumerable<TokenDocument> documents)
    {
        List<CollectedSequence> sequences = [];
        SequencePacker packer = SequencePacker.Create(options, new Collector(sequences));
        foreach (TokenDocument document in documents.Where(static d => d.Ids.Length > 0))
        {
            packer.Accept(document.Key, document.Ids, [.. (document.Loss ?? []).Select(static l => l ? (byte)1 : (byte)0)]);
        }

        packer.Finish();
        return sequences;
    }

    private sealed class Collector(List<CollectedSequence> sequences) : ISequenceSink
    {
        public void Accept(TokenSequence sequence) => sequences.Add(new CollectedSequence(sequence));
    }

    /// <summary>Puts the pieces together again: every document comes out as it went in, with its flags, once.</summary>
    [Fact]
    public void NoTokenIsLostAndNoneRepeated()
        => Gen.Select(s_options, TokenGen.Documents(60, 120), Gen.Bool).Sample((options, documents, whole) =>
        {
            List<CollectedSequence> sequences = Pack(whole ? new SequenceOptions() : options, documents);
            ILookup<UInt128, (SequencePiece Piece, CollectedSequence Sequence)> pieces = sequences.SelectMany(static s => s.Pieces.Select(p => (p, s))).ToLookup(static x => x.p.Document);
            Assert.Equal(documents.Count(static d => d.Ids.Length > 0), pieces.Count);
            foreach (TokenDocument document in documents.Where(static d => d.Ids.Length > 0))
            {
                List<int> ids = [];
                List<byte> loss = [];
                foreach ((SequencePiece piece, CollectedSequence sequence) in pieces[document.Key].OrderBy(static p => p.Piece.Offset))
                {
                    Assert.Equal(ids.Count, piece.Offset);
                    ids.AddRange(sequence.Ids[piece.Start..piece.End]);
                    loss.AddRange(sequence.Loss[piece.Start..piece.End]);
                    Assert.Equal(ids.Count == document.Ids.Length, piece.EndsDocument);
                }

                Assert.Equal(document.Ids, ids);
                Assert.Equal(document.Ids.Select((_, i) => document.Loss is null || document.Loss[i] ? (byte)1 : (byte)0), loss);
            }
        });

    [Fact]
    public void PiecesCoverASequenceAndFitIntoTheContext()
        => Gen.Select(s_options, TokenGen.Documents(60, 120)).Sample((options, documents) =>
        {
            foreach (CollectedSequence sequence in Pack(options, documents))
            {
                Assert.InRange(sequence.TokenCount, 1, options.ContextLength);
                int end = 0;
                foreach (SequencePiece piece in sequence.Pieces)
                {
                    Assert.Equal(end, piece.Start);
                    end = piece.End;
                }

                Assert.Equal(sequence.TokenCount, end);
            }
        });

    [Fact]
    public void ConcatenationIsOneLongListCutEveryContextLength()
        => Gen.Select(Gen.Int[1, 40], TokenGen.Documents(60, 120)).Sample((contextLength, documents) =>
        {
            IEnumerable<int[]> expected = documents.SelectMany(static d => d.Ids).Chunk(contextLength);
            Assert.Equal(expected, Pack(new SequenceOptions { ContextLength = contextLength }, documents).Select(static s => s.Ids));
        });

    [Fact]
    public void BestFitCutsOnlyWhatIsLongerThanTheContext()
        => Gen.Select(s_options, TokenGen.Documents(60, 120)).Sample((options, documents) =>
        {
            Dictionary<UInt128, int> pieces = [];
            foreach (SequencePiece piece in Pack(options with { Packing = Packing.BestFit }, documents).SelectMany(static s => s.Pieces))
            {
                pieces[piece.Document] = pieces.GetValueOrDefault(piece.Document) + 1;
            }

            foreach (TokenDocument document in documents.Where(static d => d.Ids.Length > 0))
            {
                Assert.Equal((document.Ids.Length + options.ContextLength - 1) / options.ContextLength, pieces[document.Key]);
            }
        });

    /// <summary>Best fit decreasing as a textbook has it: search all sequences for the one with the least space that is enough, the latest filled of equals.</summary>
    [Fact]
    public void WithinAWindowBestFitIsBestFitDecreasing()
        => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40].Array[0, 60]).Sample((contextLength, lengths) =>
        {
            TokenDocument[] documents = [.. lengths.Select((length, i) => new TokenDocument($"{i}", new int[Math.Min(length, contextLength)]))];
            List<(int Free, int Touched, List<int> Members)> bins = [];
            int step = 0;
            foreach (int i in Enumerable.Range(0, documents.Length).Where(i => documents[i].Ids.Length < contextLength).OrderByDescending(i => documents[i].Ids.Length).ThenBy(static i => i))
            {
                int length = documents[i].Ids.Length;
                int best = Enumerable.Range(0, bins.Count).Where(b => bins[b].Free >= length).OrderBy(b => bins[b].Free).ThenByDescending(b => bins[b].Touched).DefaultIfEmpty(-1).First();
                if (best < 0)
                {
                    best = bins.Count;
                    bins.Add((contextLength, 0, []));
                }

                bins[best].Members.Add(i);
                bins[best] = (bins[best].Free - length, ++step, bins[best].Members);
            }

            List<CollectedSequence> sequences = Pack(new SequenceOptions { ContextLength = contextLength, Packing = Packing.BestFit, Window = 1 << 20 }, documents);
            UInt128[][] expected =
            [
                .. documents.Where(d => d.Ids.Length == contextLength).Select(static d => new[] { d.Key }),
                .. bins.Select(static b => b.Members.Order().ToArray()).OrderBy(static m => m[0]).Select(m => m.Select(i => documents[i].Key).ToArray()),
            ];
            Assert.Equal(expected, sequences.Select(static s => s.Pieces.Select(static p => p.Document).ToArray()));
        });

    /// <summary>Documents of log-normal length: what is padded stays below a hundredth though the window is a thousandth of the corpus.</summary>
    [Fact]
    public void WindowsCostLittlePadding()
    {
        Random random = new(7);
        SequenceOptions options = new() { ContextLength = 2048, Packing = Packing.BestFit, Window = 64 * 2048 };
        TokenDocument[] documents = [.. Enumerable.Range(0, 30_000).Select(i => new TokenDocument($"{i}", new int[Length(random)]))];
        List<CollectedSequence> sequences = Pack(options, documents);
        long tokens = documents.Sum(static d => (long)d.Ids.Length);
        Assert.InRange((sequences.Count * 2048L) - tokens, 0, tokens / 100);

        static int Length(Random random)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return Math.Clamp((int)Math.Exp(6 + (1.2 * normal)), 1, 100_000);
        }
    }

    private sealed class Forgetting : ISequenceSink
    {
        public void Accept(TokenSequence sequence) => sequence.Pad(64, 0);
    }

    [Theory]
    [InlineData(Packing.Concatenate)]
    [InlineData(Packing.BestFit)]
    [InlineData(Packing.OnePerRow)]
    public void PackingAllocatesNothing(Packing packing)
    {
        SequencePacker packer = SequencePacker.Create(new SequenceOptions { ContextLength = 64, Packing = packing, Window = 5000 }, new Forgetting());
        Random random = new(3);
        (UInt128 Key, int[] Ids, byte[] Loss)[] documents = [.. Enumerable.Range(0, 4000).Select(i => ((UInt128)i, new int[random.Next(1, 200)], new byte[200]))];
        long allocated = Allocation.OfCall(() =>
        {
            foreach ((UInt128 key, int[] ids, byte[] loss) in documents)
            {
                packer.Accept(key, ids, loss.AsSpan(0, ids.Length));
            }
        });
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void OnePerRowPutsNoTwoDocumentsTogether()
        => Gen.Select(Gen.Int[1, 40], TokenGen.Documents(60, 120)).Sample((contextLength, documents) =>
        {
            List<CollectedSequence> sequences = Pack(new SequenceOptions { ContextLength = contextLength, Packing = Packing.OnePerRow }, documents);
            Assert.All(sequences, static s => Assert.Single(s.Pieces));
            Assert.Equal(documents.SelectMany(d => d.Ids.Chunk(contextLength)), sequences.Select(static s => s.Ids));
        });
}
