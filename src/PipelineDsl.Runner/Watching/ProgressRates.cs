using System;
using System.Collections.Generic;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Watching;

/// <summary>Makes rates and the time left of a run's counts, over the last half minute of a stage.</summary>
internal sealed class ProgressRates(TimeProvider clock)
{
    /// <summary>Long enough to be steady over files of different kinds, short enough to follow them.</summary>
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_spacing = TimeSpan.FromMilliseconds(500);

    private readonly Queue<Sample> _samples = [];
    private Sample _last;
    private long _begun;
    private int _stage = -1;

    /// <summary>The figures of a stage at this moment.</summary>
    public ProgressFigures Next(in RunProgress progress)
    {
        long now = clock.GetTimestamp();
        double share = ShareOf(progress);
        Sample sample = new(now, progress.Documents, progress.Bytes, share);
        if (progress.Stage != _stage)
        {
            _stage = progress.Stage;
            _begun = now;
            _samples.Clear();
            _samples.Enqueue(sample);
            _last = sample;
        }
        else if (clock.GetElapsedTime(_last.At, now) >= s_spacing)
        {
            _samples.Enqueue(sample);
            _last = sample;
            while (_samples.Count > 2 && clock.GetElapsedTime(_samples.Peek().At, now) > s_window)
            {
                _samples.Dequeue();
            }
        }

        TimeSpan elapsed = clock.GetElapsedTime(_begun, now);
        Sample from = progress.IsStageEnd ? default(Sample) with { At = _begun } : _samples.Peek();
        double seconds = clock.GetElapsedTime(from.At, now).TotalSeconds;
        double Rate(double amount) => seconds <= 0 ? 0 : Math.Max(0, amount) / seconds;
        double shareRate = Rate(share - from.Share);
        return new ProgressFigures(
            elapsed,
            Rate(progress.Documents - from.Documents),
            Rate(progress.Bytes - from.Bytes),
            progress.Documents > 0 ? (double)progress.Kept / progress.Documents : null,
            share,
            progress.IsStageEnd || progress.Parts > 0 || shareRate <= 0 ? null : TimeSpan.FromSeconds(Math.Min((1 - share) / shareRate, TimeSpan.FromDays(999).TotalSeconds)),
            Environment.WorkingSet);
    }

    /// <summary>By bytes if they are known, else by documents, else by tasks; within a task of steps, of the present step.</summary>
    private static double ShareOf(in RunProgress progress)
    {
        if (progress.IsStageEnd)
        {
            return 1;
        }

        if (progress.Parts > 0)
        {
            return Share(progress.PartsDone, progress.Parts);
        }

        return progress.TotalBytes > 0 ? Share(progress.Bytes, progress.TotalBytes)
            : progress.TotalDocuments > 0 ? Share(progress.Documents, progress.TotalDocuments)
            : Share(progress.TasksDone - progress.TasksCached, progress.Tasks - progress.TasksCached);
    }

    private static double Share(long done, long all) => all <= 0 ? 0 : Math.Clamp((double)done / all, 0, 1);

    private readonly record struct Sample(long At, long Documents, long Bytes, double Share);
}
