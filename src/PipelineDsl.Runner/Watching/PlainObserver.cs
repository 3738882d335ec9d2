using System;
using System.IO;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Watching;

/// <summary>Prints progress and findings for a log, one a line: a stage when it ends, and every 10 seconds while it goes.</summary>
internal sealed class PlainObserver(TextWriter output, string pipeline, TimeProvider clock, bool showsProgress = true) : IRunObserver
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    /// <summary>A stage that takes no longer and reads no documents is not worth a line.</summary>
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(1);

    private readonly ProgressRates _rates = new(clock);
    private long _printed = clock.GetTimestamp();

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        if (!showsProgress)
        {
            return;
        }

        ProgressFigures figures = _rates.Next(progress);
        if (progress.IsStageEnd)
        {
            if (figures.Elapsed >= s_short || progress.Documents > 0)
            {
                Print($"{ProgressText.Stage(progress)} {ProgressText.Ended(progress, figures)}");
            }
        }
        else if (clock.GetElapsedTime(_printed) >= s_interval)
        {
            Print($"{ProgressText.Stage(progress)}: {ProgressText.Running(progress, figures)}");
        }
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding) => FindingText.Write(output, finding);

    /// <inheritdoc/>
    public void OnNote(string text) => output.WriteLine($"{pipeline}: {text}");

    private void Print(string text)
    {
        _printed = clock.GetTimestamp();
        output.WriteLine($"{pipeline}: {text}");
    }
}
