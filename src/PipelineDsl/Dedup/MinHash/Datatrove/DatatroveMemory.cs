using System;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Makes datatrove's signature of a document. One per worker; its memory is reused.</summary>
/// <typeparam name="TWords">What cuts the simplified text into words.</typeparam>
[Scratch]
public sealed unsafe class DatatroveMemory<TWords>
    where TWords : class, ISegmenter, new()
{
    private readonly DatatroveShingles<TWords> _shingles = new();
    private readonly ScratchArray<ulong> _signature = new();
    private MersennePermutations? _permutations;
    private (int Count, int Seed, DatatroveHash Hash) _settings;

    /// <summary>The shingles of the last text.</summary>
    internal DatatroveShingles<TWords> Shingles => _shingles;

    /// <summary>The signature of a text: for each band its rows. Empty if it has fewer words than a shingle.</summary>
    internal ReadOnlySpan<ulong> Signature(ReadOnlySpan<byte> text, int ngram, int count, int seed, DatatroveHash hash)
    {
        if (_permutations is null || _settings != (count, seed, hash))
        {
            _settings = (count, seed, hash);
            _permutations = new MersennePermutations(count, (uint)seed, low32: hash == DatatroveHash.Sha1Of32Bits);
        }

        _shingles.Take(text, ngram, hash);
        if (_shingles.Count == 0)
        {
            return default;
        }

        ulong* signature = _signature.Take(_permutations.Room);
        _permutations.Minima(_shingles.Hashes, _shingles.Count, signature);
        return new ReadOnlySpan<ulong>(signature, count);
    }

    /// <summary>Writes the signature as a sketch.</summary>
    internal void Write(ReadOnlySpan<byte> text, int ngram, int bands, int rows, int seed, DatatroveHash hash, Sketch sketch)
        => sketch.Write(MemoryMarshal.AsBytes(Signature(text, ngram, checked(bands * rows), seed, hash)));
}
