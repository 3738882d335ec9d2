using System;
using System.Diagnostics;
using System.Threading;

namespace PipelineDsl.Runner;

/// <summary>Ends the run when the process that started the runner is gone, however it went.</summary>
internal static class ParentWatch
{
    /// <summary>Watches a process in the background.</summary>
    /// <param name="parent">Its id.</param>
    /// <param name="gone">Called once when it has ended.</param>
    public static void Start(int parent, Action gone)
    {
        Thread thread = new(() =>
        {
            try
            {
                using Process process = Process.GetProcessById(parent);
                process.WaitForExit();
            }
            catch (ArgumentException)
            {
                // It has ended already.
            }

            gone();
        })
        {
            IsBackground = true,
            Name = "parent watch",
        };
        thread.Start();
    }
}
