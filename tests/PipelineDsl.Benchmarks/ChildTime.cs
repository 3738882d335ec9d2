using System;
using System.Runtime.InteropServices;

namespace PipelineDsl.Benchmarks;

/// <summary>The CPU time of processes that this one started and waited for.</summary>
internal static partial class ChildTime
{
    private const int Children = -1;

    /// <summary>Nanoseconds of CPU time, user and system, of all of them together.</summary>
    public static long Nanoseconds
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new PlatformNotSupportedException("the benchmarks read the CPU time of processes, which is done on Linux only");
            }

            _ = GetUsage(Children, out Usage usage);
            return (((usage.UserSeconds + usage.SystemSeconds) * 1_000_000) + usage.UserMicroseconds + usage.SystemMicroseconds) * 1000;
        }
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    /// <summary>The beginning of <c>struct rusage</c> where a long has 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
