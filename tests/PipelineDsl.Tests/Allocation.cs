using System;

namespace PipelineDsl.Tests;

/// <summary>What code allocates once it is warm.</summary>
internal static class Allocation
{
    /// <summary>
    /// Bytes that the calling thread allocates in a call: the least of ten. The first calls grow buffers, and the run-time may allocate in any single call, since it compiles methods
    /// anew; what every call allocates is the code's own.
    /// </summary>
    public static long OfCall(Action call)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
