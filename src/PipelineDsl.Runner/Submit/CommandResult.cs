namespace PipelineDsl.Runner.Submit;

/// <summary>How a command of a scheduler has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
