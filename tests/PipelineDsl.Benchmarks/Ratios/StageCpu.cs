using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using PipelineDsl.Engine;

namespace PipelineDsl.Benchmarks;

/// <summary>Adds up the CPU time and the elapsed time of a run's stages; what comes before the first is <c>inputs</c>.</summary>
internal sealed class StageCpu : IRunObserver
{
    private readonly Dictionary<string, (TimeSpan Cpu, TimeSpan Elapsed)> _stages = [];
    private string _stage = "inputs";
    private TimeSpan _before = Environment.CpuUsage.TotalTime;
    private long _start = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        if (progress.StageName != _stage)
        {
            TimeSpan now = Environment.CpuUsage.TotalTime;
            long moment = Stopwatch.GetTimestamp();
            (TimeSpan cpu, TimeSpan elapsed) = _stages.GetValueOrDefault(_stage);
            _stages[_stage] = (cpu + now - _before, elapsed + Stopwatch.GetElapsedTime(_start, moment));
            (_stage, _before, _start) = (progress.StageName, now, moment);
        }
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding) => throw new InvalidOperationException(finding.Message);

    /// <summary>The run has ended.</summary>
    public void End() => OnProgress(new RunProgress(0, 0, 0, 0, 0, 0) { StageName = "" });

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        ", ",
        _stages.Select(static s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value.Cpu.TotalMilliseconds:F0} ms in {s.Value.Elapsed.TotalMilliseconds:F0} ms")));
}
