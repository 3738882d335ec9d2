using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Tasks;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Submit;

/// <summary>The commands of the scheduler on this machine.</summary>
internal sealed class SchedulerCommands : ISchedulerCommands
{
    /// <inheritdoc/>
    public CommandResult Run(string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception exception)
        {
            throw new RunException("PDSL2051", $"'{program}' cannot be started: {exception.Message}; submit from a machine with the scheduler's commands");
        }
    }
}
