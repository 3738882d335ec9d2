using System;
using System.Diagnostics;
using System.IO;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>A file system of a few pages, in memory. Only root can have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallDisk(string options) => Mounted = Run("mount", "-t", "tmpfs", "-o", options, "pipelinedsl-tests", _folder.Path);

    public string Path => _folder.Path;

    private bool Mounted { get; }

    /// <summary>Mounts one; says loudly if that is not possible.</summary>
    public static SmallDisk? TryMount(string options, ITestOutputHelper output)
    {
        if (OperatingSystem.IsLinux())
        {
            SmallDisk disk = new(options);
            if (disk.Mounted)
            {
                return disk;
            }

            disk.Dispose();
        }

        output.WriteLine("SKIPPED: needs a file system of its own, and only root may mount one on Linux");
        return null;
    }

    public bool Remount(string options) => Run("mount", "-o", "remount," + options, Path);

    public void Dispose()
    {
        // Also if a test that failed has left a file open: it is to tell of its own failure.
        if (Mounted && !Run("umount", "--lazy", Path))
        {
            throw new IOException($"'{Path}' cannot be unmounted");
        }

        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
