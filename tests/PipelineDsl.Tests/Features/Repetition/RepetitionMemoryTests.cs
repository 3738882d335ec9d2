using System;
using System.Linq;
using System.Text;
using Xunit;

namespace PipelineDsl.Tests.Features.Repetition;

/// <summary>Tests that look at the memory of the whole process: no other runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>What the features of repetition hold on to.</summary>
[Collection(nameof(Alone))]
public class RepetitionMemoryTests
{
    [Fact]
    public void TheSteadyStateAllocatesNothingAndAHugeTextIsForgotten()
    {
        MeasuredRepetition measured = new();
        byte[] usual = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(static i => $"word{i % 100} of {i % 7}\n\n")));
        byte[] huge = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(static i => $"word{i % 1000} ")));
        MeasureAll(measured, usual);
        MeasureAll(measured, huge);
        long held = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 300; i++)
        {
            MeasureAll(measured, usual);
        }

        Assert.True(held - GC.GetTotalMemory(forceFullCollection: true) > 5_000_000);
        Assert.Equal(0, Allocation.OfCall(() => MeasureAll(measured, usual)));
    }

    private static void MeasureAll(MeasuredRepetition measured, byte[] text)
    {
        measured.Measure(text);
        for (int n = 2; n <= 10; n++)
        {
            _ = n < 5 ? measured.NGrams.TopCharacters(n) : measured.NGrams.DuplicateCharacters(n);
        }
    }
}
