using System.Globalization;
using System.IO;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner;

/// <summary>Prints progress and findings, one a line, in the form that the build understands.</summary>
internal sealed class ConsoleObserver(TextWriter output, string pipeline) : IRunObserver
{
    private int _lastTenth = -1;

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        // Every tenth of a stage: enough to see that it moves, few enough for a log.
        int tenth = (progress.Stage * 10) + (int)(10L * progress.TasksDone / progress.Tasks);
        if (tenth != _lastTenth)
        {
            _lastTenth = tenth;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{pipeline}: stage {progress.Stage + 1} of {progress.Stages}, {progress.TasksDone} of {progress.Tasks} tasks, {progress.Documents} documents, {progress.Kept} kept"));
        }
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding) => Print(finding);

    /// <inheritdoc/>
    public void OnNote(string text) => output.WriteLine($"{pipeline}: {text}");

    /// <summary>Prints a finding.</summary>
    public void Print(RunFinding finding)
    {
        string where = finding.File is null ? "" : finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{finding.File}({finding.Line},1): ") : $"{finding.File}: ";
        string text = finding.Message.ReplaceLineEndings(" ");
        output.WriteLine($"{where}{(finding.IsError ? "error" : "warning")} {finding.Id}: {text}");
    }
}
