using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The memory of a decontamination step that compares simplified texts.</summary>
/// <typeparam name="TSegmenter">What cuts the simplified text into words.</typeparam>
[Scratch]
public sealed unsafe class SimplifiedContaminationMemory<TSegmenter>
    where TSegmenter : class, ISegmenter, new()
{
    private readonly SimplifiedWords<TSegmenter> _words = new();
    private ContaminationSearch? _search;

    /// <summary>What the last document has of the index.</summary>
    internal ContaminationSearch Search => _search!;

    /// <summary>The words of the last document.</summary>
    internal SimplifiedWords<TSegmenter> Words => _words;

    /// <summary>Searches a document; returns whether it is contaminated.</summary>
    internal bool Find(ReadOnlySpan<byte> text, BenchmarkFiles benchmarks, in ContaminationSettings settings, in ContaminationBounds bounds)
    {
        // Texts lie in pinned memory, with their padding.
        _words.Split(new PaddedText((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length));
        _search ??= new ContaminationSearch(benchmarks.Index(settings));
        return _search.Find(_words, bounds);
    }
}
