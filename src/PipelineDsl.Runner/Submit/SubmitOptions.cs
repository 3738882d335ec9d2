using System;
using System.Collections.Generic;

namespace PipelineDsl.Runner.Submit;

/// <summary>How to submit a plan.</summary>
internal sealed record SubmitOptions
{
    /// <summary>The program that jobs start: <c>pipelinedsl</c>, as a path that holds on every node.</summary>
    public required string Program { get; init; }

    /// <summary>CPUs of a task, as the scheduler writes them; without a value the scheduler's default.</summary>
    public StageValue Cpus { get; init; } = StageValue.None;

    /// <summary>Memory of a task, as the scheduler writes it (<c>4G</c>; Kubernetes: <c>4Gi</c>); without a value the scheduler's default.</summary>
    public StageValue Memory { get; init; } = StageValue.None;

    /// <summary>Slurm: how long a job may take, as sbatch writes it (<c>1:30:00</c>). Kubernetes: seconds.</summary>
    public StageValue Time { get; init; } = StageValue.None;

    /// <summary>Slurm: the partition.</summary>
    public StageValue Partition { get; init; } = StageValue.None;

    /// <summary>Slurm: more arguments of sbatch, one a line of each script, without <c>#SBATCH</c>.</summary>
    public IReadOnlyList<string> SbatchLines { get; init; } = [];

    /// <summary>How many tasks of a stage may run at the same time; 0 for as many as the scheduler lets.</summary>
    public int Parallel { get; init; }

    /// <summary>Slurm: how many tasks one job runs, one after the other; more than 1 spares the scheduler many tiny jobs.</summary>
    public int TasksPerJob { get; init; } = 1;

    /// <summary>How often a task that ends with 75 (temporary) is tried again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Slurm: over how many seconds the starts of the first wave are spread; later jobs start when others end, which spreads them well enough.</summary>
    public int JitterSeconds { get; init; } = 10;

    /// <summary>Slurm: how many jobs the first wave has.</summary>
    public int FirstWave { get; init; } = 100;

    /// <summary>Slurm: submit what is not committed once more beside the jobs that run, because the last ones take too long.</summary>
    public bool Speculate { get; init; }

    /// <summary>How long to wait for the last seal; zero not to wait.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Kubernetes: the image with the program.</summary>
    public string? Image { get; init; }

    /// <summary>Kubernetes: the namespace; null for that of the context.</summary>
    public string? Namespace { get; init; }

    /// <summary>Kubernetes: persistent volume claims and where they are mounted; the same paths as on the machine that made the plan.</summary>
    public IReadOnlyList<SubmitVolume> Volumes { get; init; } = [];
}
