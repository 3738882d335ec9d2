using System;

namespace PipelineDsl.Tests.EndToEnd;

/// <summary>A pipeline through every part of the runtime, with probes in both phases.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[Filter<FirstProbe>]
[Filter<HasSubstance>]
[Map<DropCarriageReturns>]
[ExactDedup]
[Filter<SecondProbe>]
[Tokenize<AllocationTokens>]
[Sequences(512, Packing.BestFit, Shuffle.Both, validation: 0.1)]
[TokenFileOutput("tokens.bin")]
[MegatronOutput]
[JsonLinesOutput("documents.jsonl", fields: "url")]
public static partial class AllocationPipeline;

[Tokenize("o200k_base", contextLength: 512)]
public sealed class AllocationTokens;

[Filter]
public sealed class FirstProbe
{
    public static readonly AllocationProbe Probe = new();

    [Rule]
    public static bool Sample([Field("stars")] long stars) => Probe.Sample() && stars >= 0;
}

[Filter]
public sealed class SecondProbe
{
    public static readonly AllocationProbe Probe = new();

    [Rule]
    public static bool Sample([Field("stars")] long stars) => Probe.Sample() && stars >= 0;
}

[Filter]
public sealed class HasSubstance
{
    [Rule]
    public static Check LongEnough([Text] ReadOnlySpan<byte> text, int minimum = 3) => Check.AtLeast(text.Length, minimum);
}

[Mapper]
public sealed class DropCarriageReturns
{
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        if (text.IndexOf((byte)'\r') < 0)
        {
            return false;
        }

        foreach (byte b in text)
        {
            if (b != '\r')
            {
                output.Append(b);
            }
        }

        return true;
    }
}

/// <summary>Reads the thread's allocation counter after the warm-up and at every later document.</summary>
public sealed class AllocationProbe
{
    private int _warmUp;
    private int _thread;
    private long _before;

    public int Documents { get; private set; }

    public long Allocated { get; private set; }

    public void Reset(int warmUp) => (_warmUp, Documents, Allocated) = (warmUp, 0, 0);

    public bool Sample()
    {
        if (++Documents == _warmUp)
        {
            _thread = Environment.CurrentManagedThreadId;
            _before = GC.GetAllocatedBytesForCurrentThread();
        }
        else if (Documents > _warmUp)
        {
            Allocated = Environment.CurrentManagedThreadId == _thread ? GC.GetAllocatedBytesForCurrentThread() - _before : long.MaxValue;
        }

        return true;
    }
}
