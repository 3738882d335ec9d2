using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The memory of a decontamination step: its index, and what the last document has of it.</summary>
[Scratch]
public sealed unsafe class ContaminationMemory
{
    private readonly RunWords _words = new();
    private ContaminationSearch? _search;

    /// <summary>What the last document has of the index.</summary>
    internal ContaminationSearch Search => _search!;

    /// <summary>The words of the last document.</summary>
    internal RunWords Words => _words;

    /// <summary>The number of pieces that the last document was cut into; 1 if nothing was cut out.</summary>
    internal int Pieces { get; set; }

    /// <summary>The pieces that were left of the last document.</summary>
    internal int PiecesKept { get; set; }

    /// <summary>Searches a document that has been cut into words; returns whether it is contaminated.</summary>
    internal bool Find(ShingleWords words, BenchmarkFiles benchmarks, in ContaminationSettings settings, in ContaminationBounds bounds)
    {
        _words.Take(words);
        _search ??= new ContaminationSearch(benchmarks.Index(settings));
        return _search.Find(_words, bounds);
    }

    /// <summary>Searches a document; returns whether it is contaminated.</summary>
    internal bool Find(ReadOnlySpan<byte> text, BenchmarkFiles benchmarks, in ContaminationSettings settings, in ContaminationBounds bounds)
    {
        // Texts lie in pinned memory, with their padding.
        _words.Split(new PaddedText((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length));
        _search ??= new ContaminationSearch(benchmarks.Index(settings));
        return _search.Find(_words, bounds);
    }
}
