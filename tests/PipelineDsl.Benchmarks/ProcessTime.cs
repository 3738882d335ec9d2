using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>What this process has used so far, all its threads together.</summary>
/// <param name="Cpu">CPU time, user and system.</param>
/// <param name="Read">Bytes that it asked to read, from disk or cache.</param>
/// <param name="Written">Bytes that it asked to write.</param>
internal readonly record struct ProcessTime(TimeSpan Cpu, long Read, long Written)
{
    /// <summary>The figures now.</summary>
    public static ProcessTime Now
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new PlatformNotSupportedException("the benchmarks read what the process has used from /proc, which is there on Linux only");
            }

            string[] io = File.ReadAllLines("/proc/self/io");
            return new ProcessTime(Environment.CpuUsage.TotalTime, Field(io, "rchar: "), Field(io, "wchar: "));
        }
    }

    /// <summary>What was used between two moments.</summary>
    public static ProcessTime operator -(in ProcessTime end, in ProcessTime start) => new(end.Cpu - start.Cpu, end.Read - start.Read, end.Written - start.Written);

    private static long Field(string[] lines, string name)
        => long.Parse(lines.First(l => l.StartsWith(name, StringComparison.Ordinal)).AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture);
}
