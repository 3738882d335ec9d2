using System;

namespace PipelineDsl.Engine;

/// <summary>Whether the process has <see cref="Instruments"/>.</summary>
/// <remarks>
/// The switch <c>PipelineDsl.Metrics</c> of <see cref="AppContext"/>. Default: yes, since a program may listen to them. The runner, whose tasks are short, makes none unless it exports them: the first
/// meter of a process costs some milliseconds.
/// </remarks>
internal static class Measuring
{
    /// <summary>The name of the switch.</summary>
    public const string Switch = "PipelineDsl.Metrics";

    /// <summary>Whether there are instruments.</summary>
    public static bool IsOn { get; } = !AppContext.TryGetSwitch(Switch, out bool on) || on;
}
