namespace PipelineDsl.Runner;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>What was asked for is done; of a task, also that it was done already, here or elsewhere.</summary>
    public const int Done = 0;

    /// <summary>It is not done; an error says why. Of <c>stats --fail-on-difference</c>: the manifests differ.</summary>
    public const int Failed = 1;

    /// <summary>Wrong arguments.</summary>
    public const int WrongArguments = 2;

    /// <summary>Cancelled by SIGINT or by the build.</summary>
    public const int Cancelled = 130;

    /// <summary>Cancelled by SIGTERM, as schedulers end a job.</summary>
    public const int Terminated = 143;
}
