using System;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Makes the sketch of a document for a near-duplicate search. One per worker; its memory is reused.</summary>
/// <remarks>A sketch is one 64-bit key for each band (XXH3 of its rows, with the band's number as seed), and, if pairs are verified, the different hashes of the shingles, ascending.</remarks>
[Scratch]
public sealed unsafe class MinHashMemory
{
    private readonly ScratchArray<ulong> _prefixes = new();
    private readonly ScratchArray<ulong> _shingles = new();
    private readonly ScratchArray<uint> _signature = new();
    private readonly TextKernel _kernel;
    private Permutations? _permutations;
    private int _seed;

    /// <summary>Creates memory for sketches that are computed with the best instructions of this machine.</summary>
    public MinHashMemory()
        : this(TextKernels.Best)
    {
    }

    internal MinHashMemory(TextKernel kernel) => _kernel = kernel;

    /// <summary>Writes the sketch; of a text without units none.</summary>
    /// <param name="units">The hashes of the text's units.</param>
    /// <param name="options">The options of the step.</param>
    /// <param name="sketch">Takes the sketch.</param>
    internal void Write(ReadOnlySpan<ulong> units, in MinHashOptions options, Sketch sketch)
    {
        if (units.IsEmpty)
        {
            return;
        }

        if (_permutations is null || _permutations.Count != options.Permutations || _seed != options.Seed)
        {
            _permutations = new Permutations(options.Permutations, (ulong)options.Seed, _kernel);
            _seed = options.Seed;
        }

        ReadOnlySpan<ulong> shingles = Shingles(units, options.NGram);
        uint* signature = _signature.Take(_permutations.Room);
        fixed (ulong* first = shingles)
        {
            _permutations.Minima(first, shingles.Length, signature);
        }

        WriteKeys(new ReadOnlySpan<uint>(signature, options.Permutations), options.Split, sketch);
        if (options.Verify > 0)
        {
            sketch.Write(MemoryMarshal.AsBytes(Distinct(new Span<ulong>(_shingles.Start, shingles.Length))));
        }
    }

    /// <summary>The hashes of the shingles of a text; one of fewer units than a shingle has is a shingle as a whole.</summary>
    internal ReadOnlySpan<ulong> Shingles(ReadOnlySpan<ulong> units, int n)
    {
        _prefixes.Begin();
        _shingles.Begin();
        int count = ShingleHashes.CountOf(units.Length, n, whole: true);
        ulong* shingles = _shingles.Take(count);
        return new ReadOnlySpan<ulong>(shingles, ShingleHashes.Write(units, n, whole: true, _prefixes.Take(units.Length + 1), shingles));
    }

    private static void WriteKeys(ReadOnlySpan<uint> signature, LshBands split, Sketch sketch)
    {
        Span<ulong> keys = MemoryMarshal.Cast<byte, ulong>(sketch.Reserve(split.Bands * sizeof(ulong)));
        for (int band = 0; band < split.Bands; band++)
        {
            keys[band] = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(signature.Slice(band * split.Rows, split.Rows)), band);
        }

        sketch.Advance(split.Bands * sizeof(ulong));
    }

    /// <summary>Sorts hashes and leaves one of each.</summary>
    private static ReadOnlySpan<ulong> Distinct(Span<ulong> hashes)
    {
        hashes.Sort();
        int count = 0;
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[count] = hashes[i];
            count += i + 1 == hashes.Length || hashes[i + 1] != hashes[i] ? 1 : 0;
        }

        return hashes[..count];
    }
}
