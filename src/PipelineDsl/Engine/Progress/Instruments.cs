using System;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PipelineDsl.Engine;

/// <summary>The instruments that a run measures itself with; they cost next to nothing if nobody listens. All are described in docs/cli.md.</summary>
internal static class Instruments
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "PipelineDsl";

    /// <summary>Spans: a run, its stages, their tasks.</summary>
    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter s_meter = new(Name);

    /// <summary>Documents that tasks have read, rejected records included; tags <c>pipeline</c>, <c>stage</c>.</summary>
    public static readonly Counter<long> Read = s_meter.CreateCounter<long>("pipelinedsl.documents.read", "{document}", "Documents that tasks have read, rejected records included.");

    /// <summary>Documents that left the stage; tags <c>pipeline</c>, <c>stage</c>.</summary>
    public static readonly Counter<long> Kept = s_meter.CreateCounter<long>("pipelinedsl.documents.kept", "{document}", "Documents that left the stage.");

    /// <summary>Documents that a rule dropped, told when a task ends; tags <c>pipeline</c>, <c>stage</c>, <c>rule</c>.</summary>
    public static readonly Counter<long> Dropped = s_meter.CreateCounter<long>("pipelinedsl.documents.dropped", "{document}", "Documents that a rule dropped.");

    /// <summary>Rejected records, told when a task ends; tags <c>pipeline</c>, <c>stage</c>.</summary>
    public static readonly Counter<long> Rejected = s_meter.CreateCounter<long>("pipelinedsl.documents.rejected", "{document}", "Records that could not become documents.");

    /// <summary>Bytes of input files read; tags <c>pipeline</c>, <c>stage</c>.</summary>
    public static readonly Counter<long> Input = s_meter.CreateCounter<long>("pipelinedsl.input", "By", "Bytes of input files read, as they lie on disk.");

    /// <summary>Tasks that ended; tags <c>pipeline</c>, <c>stage</c>, <c>outcome</c>: <c>done</c>, <c>cached</c> or <c>failed</c>.</summary>
    public static readonly Counter<long> Tasks = s_meter.CreateCounter<long>("pipelinedsl.tasks", "{task}", "Tasks that ended: done, cached (found in the store) or failed.");

    /// <summary>How long tasks that succeeded took; tags <c>pipeline</c>, <c>stage</c>.</summary>
    public static readonly Histogram<double> TaskDuration = s_meter.CreateHistogram(
        "pipelinedsl.task.duration",
        "s",
        "How long tasks that succeeded took.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000] });

    static Instruments()
    {
        _ = s_meter.CreateObservableGauge("pipelinedsl.process.memory", static () => Environment.WorkingSet, "By", "Physical memory that the process uses.");
    }

    /// <summary>Whether anybody takes the figures.</summary>
    public static bool AreWatched => Read.Enabled || Kept.Enabled || Dropped.Enabled || Rejected.Enabled || Input.Enabled || Tasks.Enabled || TaskDuration.Enabled;
}
