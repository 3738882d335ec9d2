using System;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>Keeps a share of the documents, chosen by a hash of a key: the same documents in any order, however many workers there are and whatever else is in the corpus.</summary>
/// <remarks>The key is a field of the record, or the text as it is at this step where there is no such field. A larger share keeps all that a smaller one keeps.</remarks>
[Filter]
public sealed class Sample
{
    private const double Steps = 1L << 53;

    /// <summary>The hash of the document's key, as a number from 0 to 1, is below <paramref name="rate"/>.</summary>
    [Rule]
    public static bool Chosen([FieldNamedBy("key", optional: true)] ReadOnlySpan<byte> keyField, [Text] ReadOnlySpan<byte> text, double rate, long seed)
        => Place(keyField.IsEmpty ? text : keyField, seed) < rate;

    /// <summary>The hash as one of 2^53 numbers from 0 to almost 1.</summary>
    internal static double Place(ReadOnlySpan<byte> key, long seed) => (XxHash3.HashToUInt64(key, seed) >> 11) / Steps;
}
