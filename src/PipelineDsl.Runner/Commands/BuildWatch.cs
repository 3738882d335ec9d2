using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Runner.Commands;

/// <summary>Ends the run when the build that started the runner asks for it, or is gone, however it went.</summary>
internal static class BuildWatch
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    /// <summary>What a step that does not look at its cancellation may still take.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(600);

    /// <summary>Watches in the background.</summary>
    /// <param name="parents">The ids of the processes whose end is the build's end.</param>
    /// <param name="cancelFile">A file that the build creates to cancel the run, or null. Unlike signals, this is the same on every system.</param>
    /// <param name="cancel">Called once when the run is to end; the process exits soon after, even if the run goes on.</param>
    public static void Start(IReadOnlyList<int> parents, string? cancelFile, Action cancel)
    {
        Thread thread = new(() =>
        {
            WaitForEnd(parents, cancelFile);
            cancel();
            Thread.Sleep(s_grace);
            Environment.Exit(130);
        })
        {
            IsBackground = true,
            Name = "build watch",
        };
        thread.Start();
    }

    private static void WaitForEnd(IReadOnlyList<int> parents, string? cancelFile)
    {
        try
        {
            Process[] processes = [.. parents.Select(Process.GetProcessById)];
            while (!File.Exists(cancelFile) && !processes.Any(static p => p.HasExited))
            {
                Thread.Sleep(s_interval);
            }
        }
        catch (ArgumentException)
        {
            // One has ended already.
        }
    }
}
