using System;
using System.Globalization;
using System.IO;
using System.Reflection;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Watching;

/// <summary>Writes findings, one a line, in the form that MSBuild and editors understand.</summary>
internal static class FindingText
{
    /// <summary>The line: <c>file(line,1): error PDSL2001: text</c>, or without a file.</summary>
    public static string Of(RunFinding finding)
    {
        string where = finding.File is null ? "" : finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{finding.File}({finding.Line},1): ") : $"{finding.File}: ";
        return $"{where}{(finding.IsError ? "error" : "warning")} {finding.Id}: {finding.Message.ReplaceLineEndings(" ")}";
    }

    /// <summary>Writes a finding.</summary>
    public static void Write(TextWriter output, RunFinding finding) => output.WriteLine(Of(finding));

    /// <summary>Writes why a command failed; with the stack trace before it if it is a defect.</summary>
    public static void Write(TextWriter output, Exception exception)
    {
        if (exception is not RunException)
        {
            output.WriteLine(exception.ToString());
        }

        Write(output, Of(exception));
    }

    /// <summary>The finding that an exception is.</summary>
    public static RunFinding Of(Exception exception)
    {
        if (exception is RunException run)
        {
            return new RunFinding(true, run.Id, run.Message, run.File);
        }

        Exception cause = exception is TypeInitializationException or TargetInvocationException ? exception.InnerException ?? exception : exception;
        return new RunFinding(true, "PDSL2000", $"{cause.GetType().Name}: {cause.Message}; the stack trace stands before this line, nothing was published");
    }
}
