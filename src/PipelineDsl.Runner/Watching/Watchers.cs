using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Packages;

namespace PipelineDsl.Runner.Watching;

/// <summary>All that follow one run.</summary>
internal sealed class Watchers : IRunObserver, IDisposable
{
    private readonly IReadOnlyList<IRunObserver> _all;

    private Watchers(IReadOnlyList<IRunObserver> all) => _all = all;

    /// <summary>Opens what the options ask for.</summary>
    /// <param name="options">How the run is watched.</param>
    /// <param name="context">Where it is shown.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <exception cref="UsageException">The progress file cannot be written.</exception>
    public static Watchers Open(WatchOptions options, CommandContext context, string pipeline)
    {
        List<IRunObserver> all =
        [
            options.Form switch
            {
                "json" => new JsonObserver(Console.OpenStandardError(), pipeline, TimeProvider.System),
                "live" => OwnPackages.Live(pipeline),
                "auto" when context.IsTerminal => OwnPackages.Live(pipeline),
                _ => new PlainObserver(context.Error, pipeline, TimeProvider.System, showsProgress: options.Form != "none"),
            },
        ];
        if (options.File is { } file)
        {
            try
            {
                all.Add(new JsonObserver(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), pipeline, TimeProvider.System));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"--progress-file={file}: {exception.Message}");
            }
        }

        return new Watchers(all);
    }

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        foreach (IRunObserver observer in _all)
        {
            observer.OnProgress(progress);
        }
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding)
    {
        foreach (IRunObserver observer in _all)
        {
            observer.OnFinding(finding);
        }
    }

    /// <inheritdoc/>
    public void OnNote(string text)
    {
        foreach (IRunObserver observer in _all)
        {
            observer.OnNote(text);
        }
    }

    /// <summary>Tells the result, and gives the terminal back.</summary>
    public void End(RunSummary summary)
    {
        if (summary.TasksFound > 0)
        {
            OnNote($"{ProgressText.Count(summary.TasksFound)} of {ProgressText.Count(summary.TasksFound + summary.TasksDone)} tasks were found in the store");
        }

        foreach (JsonObserver json in _all.OfType<JsonObserver>())
        {
            json.OnResult(summary);
        }

        Dispose();
    }

    /// <summary>Tells why the run failed; with the stack trace before it if it is a defect.</summary>
    public void Fail(Exception exception)
    {
        if (exception is not RunException)
        {
            OnNote(exception.ToString());
        }

        OnFinding(FindingText.Of(exception));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable observer in _all.OfType<IDisposable>())
        {
            observer.Dispose();
        }
    }
}
