using System;
using System.Globalization;
using System.IO;

namespace PipelineDsl.Benchmarks;

/// <summary>The memory that the process has in use, managed or not, as Linux counts it.</summary>
internal static class ResidentMemory
{
    /// <summary>The most bytes that are in use at one time while <paramref name="work"/> runs, beyond those in use before.</summary>
    public static long Peak(Action work)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("the benchmarks read the memory in use from /proc, which is there on Linux only");
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ForgetPeak();
        long before = Read("VmRSS:");
        work();
        return Read("VmHWM:") - before;
    }

    /// <summary>The most bytes that were in use at one time since <see cref="ForgetPeak"/>, or since the process started.</summary>
    public static long PeakBytes => Read("VmHWM:");

    /// <summary>Makes what is in use now the peak.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Read(string name)
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(name.Length).Trim()[..^3], NumberStyles.None, CultureInfo.InvariantCulture) << 10;
            }
        }

        throw new InvalidDataException($"/proc/self/status has no {name}");
    }
}
