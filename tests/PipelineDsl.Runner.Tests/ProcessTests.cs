using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace PipelineDsl.Runner.Tests;

/// <summary>What a shell sees of the program: exit codes and streams.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WrongArgumentsAreToldOnTheErrorStream()
    {
        (int code, string output, string error) = await RunAsync("stats", "--jsn");
        Assert.Equal((ExitCode.WrongArguments, "", "error PDSL2012: there is no option --jsn; did you mean --json? (pipelinedsl --help)"), (code, output, error.TrimEnd()));
    }

    [Fact]
    public async Task AFailureIsToldOnTheErrorStream()
    {
        (int code, string output, string error) = await RunAsync("stats", _folder["nothing"]);
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.StartsWith("error PDSL2070: there is no manifest at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpIsWhatWasAskedFor()
    {
        (int code, string output, string error) = await RunAsync("run", "--help");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("Usage: pipelinedsl run ", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        string runner = Path.Combine(AppContext.BaseDirectory, "PipelineDsl.Runner.dll");
        ProcessStartInfo start = new(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet", [runner, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
