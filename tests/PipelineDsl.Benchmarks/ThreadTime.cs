using System;
using System.Runtime.InteropServices;

namespace PipelineDsl.Benchmarks;

/// <summary>The CPU time of the calling thread: what other work on the machine does not disturb.</summary>
internal static partial class ThreadTime
{
    private const int ClockThreadCpuTime = 3;

    /// <summary>Nanoseconds of CPU time that the calling thread has used.</summary>
    public static long Nanoseconds
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new PlatformNotSupportedException("the benchmarks read the thread's CPU time, which is done on Linux only");
            }

            _ = GetTime(ClockThreadCpuTime, out TimeSpec time);
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
