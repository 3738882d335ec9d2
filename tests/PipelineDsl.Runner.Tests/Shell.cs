using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using PipelineDsl.Runner.Submit;
using Xunit;

namespace PipelineDsl.Runner.Tests;

/// <summary>Runs scripts as a node's shell does.</summary>
internal static class Shell
{
    public static CommandResult Run(string script, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process process = Start(script, environment, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static Process Start(string script, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("/bin/sh", [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in (ReadOnlySpan<string>)["SLURM_ARRAY_TASK_ID", "SLURM_RESTART_COUNT", "SLURM_CPUS_PER_TASK", "SLURM_MEM_PER_NODE", "SLURM_MEM_PER_CPU"])
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Writes a program in shell.</summary>
    public static string WriteProgram(string folder, string name, string body)
    {
        string file = Path.Combine(folder, name);
        File.WriteAllText(file, "#!/bin/sh\n" + body);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }
}
