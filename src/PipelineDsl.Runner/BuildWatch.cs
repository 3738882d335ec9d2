using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace PipelineDsl.Runner;

/// <summary>Ends the run when the build that started the runner asks for it, or is gone, however it went.</summary>
internal static class BuildWatch
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    /// <summary>What a step that does not look at its cancellation may still take.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(600);

    /// <summary>Watches in the background.</summary>
    /// <param name="parent">The id of the process that started the runner.</param>
    /// <param name="cancelFile">A file that the build creates to cancel the run, or null. Unlike signals, this is the same on every system.</param>
    /// <param name="cancel">Called once when the run is to end; the process exits soon after, even if the run goes on.</param>
    public static void Start(int parent, string? cancelFile, Action cancel)
    {
        Thread thread = new(() =>
        {
            WaitForEnd(parent, cancelFile);
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

    private static void WaitForEnd(int parent, string? cancelFile)
    {
        try
        {
            using Process process = Process.GetProcessById(parent);
            while (!File.Exists(cancelFile) && !process.WaitForExit(s_interval))
            {
            }
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
