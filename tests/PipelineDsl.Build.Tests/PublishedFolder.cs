using System;
using System.Diagnostics;
using System.IO;

namespace PipelineDsl.Build.Tests;

/// <summary>A folder of published pipelines, on a machine that has nothing else.</summary>
internal static class PublishedFolder
{
    /// <summary>Runs its <c>pipelinedsl</c> where no SDK and no other runtime can be found.</summary>
    public static BuildResult Run(string folder, string workingDirectory, params string[] arguments) => RunWithRuntime(folder, workingDirectory, "/nowhere", arguments);

    /// <summary>Runs its <c>pipelinedsl</c> as if the processor lacked instructions.</summary>
    /// <param name="folder">The published folder.</param>
    /// <param name="workingDirectory">Where to run it.</param>
    /// <param name="lacking">The runtime's variable that says which, such as <c>DOTNET_EnableAVX2</c>, or null.</param>
    /// <param name="arguments">The arguments.</param>
    public static BuildResult RunWithout(string folder, string workingDirectory, string? lacking, params string[] arguments)
        => Run(folder, workingDirectory, "/nowhere", lacking, arguments);

    /// <summary>Runs its <c>pipelinedsl</c>.</summary>
    /// <param name="folder">The published folder.</param>
    /// <param name="workingDirectory">Where to run it.</param>
    /// <param name="dotNetRoot">Where it may find a runtime.</param>
    /// <param name="arguments">The arguments.</param>
    public static BuildResult RunWithRuntime(string folder, string workingDirectory, string dotNetRoot, params string[] arguments)
        => Run(folder, workingDirectory, dotNetRoot, null, arguments);

    private static BuildResult Run(string folder, string workingDirectory, string dotNetRoot, string? lacking, string[] arguments)
    {
        string program = Path.Combine(folder, OperatingSystem.IsWindows() ? "pipelinedsl.exe" : "pipelinedsl");
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("DOTNET_ROOT_X64");
        start.Environment["DOTNET_ROOT"] = dotNetRoot;
        if (lacking is not null)
        {
            start.Environment[lacking] = "0";
        }

        start.Environment["PATH"] = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/usr/bin:/bin";
        using RunningBuild run = new(Process.Start(start)!);
        return run.WaitForEnd(TimeSpan.FromMinutes(1));
    }
}
