using System;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// The keys of exact deduplication, one for each document, against a sum of the same bytes by vectors (target: 85 % of its speed); for information, a key for each line, other hashes
/// of each document, and the sketches of deduplications by lines and by n-grams.
/// </summary>
internal sealed class ExactRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "exact";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.OpenJson(corpus, "web20.jsonl.gz");
        UInt128 keys = 0;
        ulong sums = 0;
        Add("ours", text => keys ^= DedupKey.Of(text));
        Add("byte sum", text => sums += Sum(text));
        Add("keys of lines", text => keys ^= OfLines(text));
        Add("XxHash128 of the class library", text => keys ^= XxHash128.HashToUInt128(text));
        Add("XXH64", text => sums ^= XxHash64.HashToUInt64(text));
        Add("SHA-256", text =>
        {
            Span<byte> hash = stackalloc byte[32];
            _ = SHA256.HashData(text, hash);
            sums += hash[0];
        });
        UnitMemory lines = new();
        NGramMemory ngrams = new();
        Sketch sketch = new();
        Add("sketch of lines in lower case", text =>
        {
            sketch.Clear();
            ExactLines.Sketch(text, sketch, lines, UnitNormalization.LowerCase, 1, false);
        });
        Add("sketch of 13-grams", text =>
        {
            sketch.Clear();
            NGramOverlap.Sketch(text, sketch, ngrams, 13, UnitNormalization.None);
        });
        run.Print();
        if (keys == 1 && sums == 1)
        {
            throw new InvalidOperationException("the results are looked at, so that no pass is left out");
        }

        void Add(string label, Action<ReadOnlySpan<byte>> pass) => run.Add(label, documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                pass(documents[i].Bytes);
            }
        });
    }

    private static UInt128 OfLines(ReadOnlySpan<byte> text)
    {
        UInt128 keys = 0;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            end = end < 0 ? text.Length : end;
            keys ^= DedupKey.Of(text[..end]);
            text = text[Math.Min(text.Length, end + 1)..];
        }

        return keys;
    }

    /// <summary>The sum of all bytes: sums of eight by <c>vpsadbw</c> or what stands for it, in four lanes.</summary>
    private static unsafe ulong Sum(ReadOnlySpan<byte> text)
    {
        ulong sum = 0;
        fixed (byte* start = text)
        {
            byte* p = start;
            byte* end = start + text.Length;
            if (Avx512BW.IsSupported)
            {
                Vector512<ulong> a = default;
                Vector512<ulong> b = default;
                for (; end - p >= 128; p += 128)
                {
                    a += Avx512BW.SumAbsoluteDifferences(Vector512.Load(p), Vector512<byte>.Zero).AsUInt64();
                    b += Avx512BW.SumAbsoluteDifferences(Vector512.Load(p + 64), Vector512<byte>.Zero).AsUInt64();
                }

                sum = Vector512.Sum(a + b);
            }
            else
            {
                Vector<ulong> total = default;
                for (; end - p >= Vector<byte>.Count; p += Vector<byte>.Count)
                {
                    Vector.Widen(Vector.Load(p), out Vector<ushort> low, out Vector<ushort> high);
                    Vector.Widen(low + high, out Vector<uint> a, out Vector<uint> b);
                    Vector.Widen(a + b, out Vector<ulong> c, out Vector<ulong> d);
                    total += c + d;
                }

                sum = Vector.Sum(total);
            }

            for (; p < end; p++)
            {
                sum += *p;
            }
        }

        return sum;
    }
}
