using System;
using System.Globalization;
using System.Linq;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Submit;

/// <summary>Waits for what the store knows of a stage: for its commits, or for its seal; never for ever.</summary>
internal sealed class PlanWaiter(IPlanProgress progress)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    /// <summary>The time; tests have their own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Waits; tests do not.</summary>
    public Action<TimeSpan> Sleep { get; init; } = System.Threading.Thread.Sleep;

    /// <summary>Waits.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="seal">For its seal, else for the commits of all its tasks.</param>
    /// <param name="timeout">How long.</param>
    /// <exception cref="RunException">PDSL2052: the time is over.</exception>
    public void Wait(string stage, bool seal, TimeSpan timeout)
    {
        long start = Clock.GetTimestamp();
        for (TimeSpan pause = s_shortest; ; pause = pause * 2 < s_longest ? pause * 2 : s_longest)
        {
            StageProgress now = progress.Look().FirstOrDefault(s => s.Stage == stage) ?? throw new RunException("PDSL2050", $"the plan has no stage {stage}");
            if (now.IsSealed || (!seal && now.Uncommitted.Count == 0))
            {
                return;
            }

            if (Clock.GetElapsedTime(start) >= timeout)
            {
                string what = seal ? "is not sealed" : string.Create(CultureInfo.InvariantCulture, $"has {now.Uncommitted.Count} tasks without a commit");
                throw new RunException("PDSL2052", string.Create(CultureInfo.InvariantCulture, $"{stage} {what} after {(long)timeout.TotalSeconds} seconds; see 'pipelinedsl status'"));
            }

            Sleep(pause);
        }
    }
}
