using System;
using System.Collections.Generic;
using PipelineDsl.Engine;

namespace PipelineDsl.Benchmarks;

/// <summary>Adds up the CPU time of a run's stages; what comes before the first is <c>inputs</c>.</summary>
internal sealed class StageCpu : IRunObserver
{
    private readonly Dictionary<string, TimeSpan> _stages = [];
    private string _stage = "inputs";
    private TimeSpan _before = Environment.CpuUsage.TotalTime;

    /// <summary>The stages in the order in which they ran, with their CPU time.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Stages => _stages;

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        if (progress.StageName != _stage)
        {
            TimeSpan now = Environment.CpuUsage.TotalTime;
            _stages[_stage] = _stages.GetValueOrDefault(_stage) + now - _before;
            (_stage, _before) = (progress.StageName, now);
        }
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding) => throw new InvalidOperationException(finding.Message);

    /// <summary>The run has ended.</summary>
    public void End() => OnProgress(new RunProgress(0, 0, 0, 0, 0, 0) { StageName = "" });
}
