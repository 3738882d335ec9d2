using System;

namespace PipelineDsl;

/// <summary>
/// datatrove's MinHash deduplication (0.10.0, <c>pipeline/dedup/minhash.py</c>), bit for bit: its simplified text, its shingles and hashes, its permutations, whole bands compared, and the
/// document that its union-find keeps.
/// </summary>
/// <typeparam name="TWords">What cuts the simplified text into words.</typeparam>
/// <remarks>
/// A text with fewer words than a shingle has is never a duplicate, even of an equal one. Nothing is verified. The survivor is the root of the cluster's tree, which is not always its first
/// document. Its union-find needs 12 bytes of memory a document, whatever the budget is.
/// </remarks>
[Dedup]
public sealed class DatatroveNearDuplicates<TWords>
    where TWords : class, ISegmenter, new()
{
    private DatatroveNearDuplicates()
    {
    }

    /// <summary>Writes the signature.</summary>
    [Sketch]
    public static void Sketch(
        [Text] ReadOnlySpan<byte> text,
        Sketch sketch,
        DatatroveMemory<TWords> memory,
        int ngram,
        int bands,
        int rows,
        int seed,
        DatatroveHash hash = DatatroveHash.XxHash64)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(sketch);
        memory.Write(text, ngram, bands, rows, seed, hash, sketch);
    }

    /// <summary>Makes what resolves the sketches.</summary>
    [Resolve]
    public static Deduplication Resolve(int bands, int rows) => new DatatroveDeduplication(bands, rows);
}
