using System;
using System.Collections.Generic;
using System.IO;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Watching;

namespace PipelineDsl.Runner.Commands;

/// <summary>What the commands that work on a plan end with, so that a scheduler knows whether to try again (the numbers are those of sysexits.h).</summary>
internal static class TaskExitCode
{
    /// <summary>The input or the pipeline is wrong: trying again is useless.</summary>
    public const int BadInput = 65;

    /// <summary>Something is not there yet or broke on the way: trying again may help.</summary>
    public const int Temporary = 75;

    /// <summary>The plan is for another code, corpus or number of tasks: trying again is useless.</summary>
    public const int OtherPlan = 78;

    /// <summary>For help.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (BadInput, "the input or the pipeline is wrong; do not try again"),
        (Temporary, "something is not there yet, or the store or a storage could not be read or written; try again"),
        (OtherPlan, "the plan is for another code or another number of tasks; do not try again"),
    ];

    /// <summary>Does something and turns what it throws into an exit code, with the finding on the error stream.</summary>
    public static int Run(CommandContext context, Action action)
    {
        try
        {
            action();
            return ExitCode.Done;
        }
        catch (RunException exception)
        {
            FindingText.Write(context.Error, exception);
            return exception.Id switch
            {
                "PDSL2041" => OtherPlan,
                "PDSL2004" or "PDSL2040" or "PDSL2042" or "PDSL2061" or "PDSL2062" or "PDSL2083" => Temporary,
                _ => BadInput,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What no rule foresaw, such as a file system that went away: another node, or a later time, may see it.
            FindingText.Write(context.Error, exception);
            return Temporary;
        }
    }
}
