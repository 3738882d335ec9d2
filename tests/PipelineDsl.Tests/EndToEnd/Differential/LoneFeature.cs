using System;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>
/// Measures a feature that sees chunks or sentences, which no interpreter cuts by itself: with the library's loops, but alone, with the scalar kernel and all masks, so that nothing of it is fused. What masks
/// and sentences are is compared with strings in the tests of the scanner.
/// </summary>
internal static class LoneFeature
{
    public static void VisitChunks(IChunkVisitor? feature, byte[] utf8)
    {
        if (feature is not null)
        {
            ChunkForwarder forwarder = new(feature);
            Scan(utf8).VisitChunks<AllClasses, ChunkForwarder>(ref forwarder);
        }
    }

    public static void VisitSentences(ISentenceVisitor? feature, byte[] utf8)
    {
        if (feature is not null)
        {
            SentenceForwarder forwarder = new(feature);
            Scan(utf8).VisitSentences<AllClasses, SentenceForwarder>(ref forwarder);
        }
    }

    private static TextScanner Scan(byte[] utf8)
    {
        TextBuffer text = new();
        text.Append(utf8);
        TextScanner scanner = new(TextKernel.Scalar);
        scanner.Begin(text.Text);
        return scanner;
    }

    private readonly struct AllClasses : IClassSelection
    {
        public static TextClasses Classes { get; } = All();

        private static TextClasses All()
        {
            TextClasses all = TextClasses.None;
            foreach (TextClasses one in Enum.GetValues<TextClasses>())
            {
                all |= one;
            }

            return all;
        }
    }

    private readonly struct ChunkForwarder(IChunkVisitor feature) : IChunkVisitor
    {
        public void OnChunk(in TextChunk chunk) => feature.OnChunk(in chunk);
    }

    private readonly struct SentenceForwarder(ISentenceVisitor feature) : ISentenceVisitor
    {
        public void OnSentence(in Sentence sentence) => feature.OnSentence(in sentence);
    }
}
