using System;
using System.Collections.Generic;
using System.Linq;
using PipelineDsl.Runner.Submit;

namespace PipelineDsl.Runner.Tests.Submit;

/// <summary>A controller of our own: it gives ids, and its queue holds what the test leaves in it.</summary>
internal sealed class FakeSlurm : ISchedulerCommands
{
    private int _lastId = 100;

    public int MaxArraySize { get; set; } = 1001;

    /// <summary>Submissions from this one on are refused; 0 for none.</summary>
    public int RefuseFrom { get; set; }

    public List<(string Id, string Script, string[] Arguments)> Submitted { get; } = [];

    /// <summary>Id and name of what waits or runs.</summary>
    public Dictionary<string, string> Queue { get; } = [];

    public List<string> Cancelled { get; } = [];

    public List<string> CancelledIfPending { get; } = [];

    /// <summary>Called when somebody looks at the queue.</summary>
    public Action OnLook { get; set; } = static () => { };

    public CommandResult Run(string program, IReadOnlyList<string> arguments)
    {
        switch (program)
        {
            case "scontrol":
                return new CommandResult(0, $"Configuration data as of now\nMaxArrayCpus = 3\nMaxArraySize            = {MaxArraySize}\n", "");
            case "sbatch":
                if (RefuseFrom > 0 && Submitted.Count + 1 >= RefuseFrom)
                {
                    return new CommandResult(1, "", "sbatch: error: QOSMaxSubmitJobPerUserLimit");
                }

                string id = $"{++_lastId}";
                string script = System.IO.File.ReadAllText(arguments.First(static a => a.EndsWith(".sh", StringComparison.Ordinal)));
                Submitted.Add((id, script, [.. arguments]));
                Queue[id] = script.Split("--job-name=")[1].Split('\n')[0];
                return new CommandResult(0, $"{id};ci\n", "");
            case "squeue":
                OnLook();
                string[] names = arguments.Single(static a => a.StartsWith("--name=", StringComparison.Ordinal))[7..].Split(',');
                return new CommandResult(0, string.Concat(Queue.Where(q => names.Contains(q.Value)).Select(static q => $"{q.Key}|{q.Value}\n{q.Key}|{q.Value}\n")), "");
            case "scancel" when arguments[0] == "--state=PENDING":
                CancelledIfPending.AddRange(arguments.Skip(1));
                return new CommandResult(0, "", "");
            case "scancel":
                Cancelled.AddRange(arguments);
                foreach (string cancelled in arguments)
                {
                    Queue.Remove(cancelled);
                }

                return new CommandResult(0, "", "");
            default:
                throw new InvalidOperationException(program);
        }
    }

    /// <summary>What a job waits for.</summary>
    public string After(string id)
        => Submitted.Single(s => s.Id == id).Arguments.SingleOrDefault(static a => a.StartsWith("--dependency=", StringComparison.Ordinal))?["--dependency=afterok:".Length..] ?? "";
}
