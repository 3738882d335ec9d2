using System;
using System.Linq;
using CsCheck;

namespace PipelineDsl.Tests.Datasets;

/// <summary>Random documents of tokens.</summary>
internal static class TokenGen
{
    /// <summary>Documents of mostly short and sometimes long ids, some with flags, some empty.</summary>
    public static Gen<TokenDocument[]> Documents(int most, int longest, int vocabulary = 50257) =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 6], Gen.Int[0, longest]), Gen.Int[0, 3], Gen.Int)
            .Array[0, most]
            .Select(documents => documents.Select((d, i) => Make($"document {i}", d.Item1, d.Item2 == 0, d.Item3, vocabulary)).ToArray());

    private static TokenDocument Make(string id, int length, bool flags, int seed, int vocabulary)
    {
        Random random = new(seed);
        int[] ids = [.. Enumerable.Range(0, length).Select(_ => random.Next(vocabulary))];
        return new TokenDocument(id, ids, flags && length > 0 ? [.. ids.Select(_ => random.Next(3) > 0)] : null);
    }
}
