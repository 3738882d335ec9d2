using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>How much of a text its most frequent runs of ten characters make up, as Data-Juicer and the ROOTS corpus measure it.</summary>
/// <remarks>
/// All runs of ten code points are counted, overlapping ones too. Of the different runs, sorted by how often they occur, the first ⌊√n⌋ count (n different runs), but not those that occur once; their
/// occurrences / all occurrences is the ratio. Exact: runs of the same hash are compared byte for byte.
/// </remarks>
[Feature(cost: FeatureCost.NGrams)]
public sealed unsafe class CharacterRepetition : IDocumentVisitor
{
    private const int Window = 10;

    private readonly ScratchArray<int> _first = new(); // by slot: the run's first place
    private readonly ScratchArray<int> _counts = new(); // by slot; 0 is free
    private readonly ScratchArray<int> _starts = new();
    private readonly ScratchArray<int> _histogram = new(); // by count: different runs

    /// <summary>Occurrences of the most frequent runs of ten characters / occurrences of all; 0 for a text of fewer than ten characters.</summary>
    public double Ratio { get; private set; }

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        Ratio = 0;
        _first.Begin();
        _counts.Begin();
        _starts.Begin();
        _histogram.Begin();
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        byte* bytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        int* starts = _starts.Take(text.Length + 1);
        int characters = 0;
        for (int i = 0; i < text.Length; i++)
        {
            starts[characters] = i;
            characters += (bytes[i] & 0xC0) != 0x80 ? 1 : 0;
        }

        starts[characters] = text.Length;
        int windows = characters - Window + 1;
        if (windows > 0)
        {
            Count(bytes, starts, windows);
        }
    }

    private void Count(byte* bytes, int* starts, int windows)
    {
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)windows * 2);
        int* first = _first.Take(slots);
        int* counts = _counts.TakeCleared(slots);
        int most = 0;
        int different = 0;
        for (int i = 0; i < windows; i++)
        {
            ReadOnlySpan<byte> run = new(bytes + starts[i], starts[i + Window] - starts[i]);
            int slot = (int)(TextHash.Of(bytes + starts[i], run.Length) >> 32) & (slots - 1);
            while (counts[slot] != 0 && !run.SequenceEqual(new(bytes + starts[first[slot]], starts[first[slot] + Window] - starts[first[slot]])))
            {
                slot = (slot + 1) & (slots - 1);
            }

            if (counts[slot] == 0)
            {
                first[slot] = i;
                different++;
            }

            most = int.Max(most, ++counts[slot]);
        }

        int* histogram = _histogram.TakeCleared(most + 1);
        for (int slot = 0; slot < slots; slot++)
        {
            histogram[counts[slot]]++;
        }

        long top = 0;
        int left = int.Min((int)Math.Sqrt(different), different - histogram[1]);
        for (int count = most; count > 1 && left > 0; count--)
        {
            int taken = int.Min(left, histogram[count]);
            top += (long)taken * count;
            left -= taken;
        }

        Ratio = (double)top / windows;
    }
}
