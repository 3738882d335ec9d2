using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Runner.Submit;

/// <summary>One stage of a plan.</summary>
/// <param name="Name">Its name: lower-case letters, digits and hyphens.</param>
/// <param name="Tasks">The number of its tasks, which are independent of each other.</param>
/// <param name="Bytes">The size of each task's input in bytes; empty if it is not known.</param>
internal sealed record SubmitStage(string Name, int Tasks, IReadOnlyList<long> Bytes)
{
    /// <summary>Whether somebody must seal it; the last stage, which publishes the outputs, does so itself.</summary>
    public bool NeedsSeal => Name != "publish";

    /// <summary>Tasks in the order in which to start them: largest first, so that none of them is left to run alone at the end.</summary>
    public IReadOnlyList<int> LargestFirst(IEnumerable<int> tasks)
        => [.. tasks.OrderByDescending(task => Bytes.Count > 0 ? Bytes[task] : 0).ThenBy(static task => task)];
}
