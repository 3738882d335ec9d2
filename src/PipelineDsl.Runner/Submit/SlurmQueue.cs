using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Submit;

/// <summary>What Slurm says of jobs, through its commands. All of it is a hint: who wants to know what is done asks the store.</summary>
internal sealed class SlurmQueue(ISchedulerCommands commands)
{
    /// <summary>The number of indices that an array may have.</summary>
    public int MaxArraySize()
    {
        foreach (string line in Run("scontrol", ["show", "config"]).Split('\n'))
        {
            string[] parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is ["MaxArraySize", var size] && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int max) && max > 0)
            {
                return max;
            }
        }

        // Slurm's own default.
        return 1001;
    }

    /// <summary>Submits a job.</summary>
    /// <returns>Its id.</returns>
    public string Submit(IReadOnlyList<string> arguments)
    {
        // ID, or ID;CLUSTER.
        string id = Run("sbatch", arguments).Trim().Split(';')[0];
        return id.Length > 0 && id.All(char.IsAsciiDigit) ? id : throw new RunException("PDSL2051", $"sbatch gave no job id but '{id}'");
    }

    /// <summary>Those of the jobs that wait or run. One whose name is not ours has been given the id of a job that Slurm forgot.</summary>
    public IReadOnlyList<SubmittedJob> Live(IReadOnlyList<SubmittedJob> jobs)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        string names = string.Join(',', jobs.Select(static j => j.Name).Distinct());
        HashSet<(string Id, string Name)> live =
        [
            .. Run("squeue", ["--noheader", "--format=%F|%j", $"--name={names}"])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(static line => line.Split('|'))
                .Where(static parts => parts.Length == 2)
                .Select(static parts => (parts[0], parts[1])),
        ];
        return [.. jobs.Where(j => live.Contains((j.Id, j.Name)))];
    }

    /// <summary>Cancels jobs.</summary>
    public void Cancel(IReadOnlyList<SubmittedJob> jobs)
    {
        // Seals first: one whose array is cancelled would be cancelled by Slurm, with a message that looks like a failure.
        foreach (SubmittedJob[] some in jobs.OrderByDescending(static j => j.IsSeal).Chunk(500))
        {
            Run("scancel", [.. some.Select(static j => j.Id)]);
        }
    }

    /// <summary>Cancels those elements of jobs that have not started.</summary>
    public void CancelPending(IReadOnlyList<SubmittedJob> jobs)
    {
        foreach (SubmittedJob[] some in jobs.Chunk(500))
        {
            Run("scancel", ["--state=PENDING", .. some.Select(static j => j.Id)]);
        }
    }

    private string Run(string program, IReadOnlyList<string> arguments)
    {
        CommandResult result = commands.Run(program, arguments);
        return result.ExitCode == 0
            ? result.Output
            : throw new RunException("PDSL2051", $"'{program} {string.Join(' ', arguments)}' ended with {result.ExitCode.ToString(CultureInfo.InvariantCulture)}: {(result.Error + result.Output).Trim()}");
    }
}
