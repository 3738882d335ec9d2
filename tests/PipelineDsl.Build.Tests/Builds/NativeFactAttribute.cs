using System;
using System.IO;
using System.Linq;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>A test that links native code: skipped, and said to be, where no C compiler is.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        if (!OperatingSystem.IsWindows() && !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static f => File.Exists(Path.Combine(f, "clang")) || File.Exists(Path.Combine(f, "gcc"))))
        {
            Skip = "native programs are not tested: neither clang nor gcc is in the PATH (apt-get install gcc libc6-dev)";
        }
    }
}
