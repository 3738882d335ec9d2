using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;

namespace PipelineDsl.Build.Tests;

/// <summary>Runs <c>dotnet</c> as a user does.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs it to its end.</summary>
    public static BuildResult Run(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using RunningBuild build = Start(folder, environment, arguments);
        return build.WaitForEnd(s_limit);
    }

    /// <summary>Starts it.</summary>
    public static RunningBuild Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        // What the test host was started with says nothing of the builds that a user starts.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildExtensionsPath");
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new RunningBuild(Process.Start(start)!);
    }
}
