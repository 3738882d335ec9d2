using System.Collections.Generic;
using System.Linq;
using PipelineDsl.Runner.Submit;

namespace PipelineDsl.Runner.Tests.Submit;

/// <summary>A store that knows what the test says.</summary>
internal sealed class FakeProgress(SubmitPlan plan) : IPlanProgress
{
    public HashSet<string> Sealed { get; } = [];

    public HashSet<(string Stage, int Task)> Committed { get; } = [];

    public IReadOnlyList<StageProgress> Look()
        => [.. plan.Stages.Select(s => new StageProgress(s.Name, Sealed.Contains(s.Name), [.. Enumerable.Range(0, s.Tasks).Where(t => !Sealed.Contains(s.Name) && !Committed.Contains((s.Name, t)))]))];
}
