using System;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Asks Linux to back tables with huge pages: far fewer page faults when a table is filled, and hardly a TLB miss when it is read at random.</summary>
internal static unsafe partial class HugePages
{
    private const int MadviseHugePage = 14;

    /// <summary>A hint only: without effect elsewhere, or when refused.</summary>
    public static void Advise(void* start, nuint bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Madvise(start, bytes, MadviseHugePage);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(void* start, nuint length, int advice);
}
