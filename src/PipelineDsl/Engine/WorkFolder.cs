using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>A run's own folder, for outputs in a folder below it: everything is written there and put into place at the end.</summary>
/// <remarks>
/// A lock file admits one run at a time to an output folder; the system frees it when the process ends, however it ends, and the next run removes what a
/// killed one left behind.
/// </remarks>
internal sealed class WorkFolder : ITemporaryFiles, IDisposable
{
    private const string Name = ".pipelinedsl-work";
    private readonly FileStream _lock;
    private readonly string _control;

    /// <summary>Claims the place of outputs, creating the folder that stands for it if need be.</summary>
    /// <exception cref="RunException">Another run writes to it.</exception>
    public WorkFolder(OutputPlace place)
    {
        _control = place.ControlFolder;
        Path = System.IO.Path.Combine(_control, Name);
        Directory.CreateDirectory(Path);
        try
        {
            _lock = new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException exception) when (StoreLock.IsTaken(exception))
        {
            throw new RunException("PDSL2004", $"another run is writing to '{place.Name}'; wait for it, or give this pipeline an output folder of its own");
        }

        foreach (string stale in Directory.EnumerateFiles(Path))
        {
            if (System.IO.Path.GetFileName(stale) != "lock")
            {
                File.Delete(stale);
            }
        }

        foreach (string stale in Directory.EnumerateDirectories(Path))
        {
            Directory.Delete(stale, recursive: true);
        }
    }

    /// <summary>The run's folder, absolute.</summary>
    public string Path { get; }

    /// <summary>A file in the run's folder.</summary>
    public string FullName(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Creates a file in the run's folder.</summary>
    public FileStream Create(string name) => new(FullName(name), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>Creates a file in the run's folder that can be read as well.</summary>
    public FileStream CreateReadable(string name) => new(FullName(name), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    /// <summary>Opens a file in the run's folder.</summary>
    public FileStream Open(string name) => new(FullName(name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);

    /// <summary>Deletes a file in the run's folder, if it is there.</summary>
    public void Delete(string name) => File.Delete(FullName(name));

    /// <summary>Removes the run's folder.</summary>
    public void Dispose()
    {
        // Deleted while the lock is held, so that no other run's files can be among them.
        foreach (string file in Directory.EnumerateFiles(Path))
        {
            File.Delete(file);
        }

        foreach (string folder in Directory.EnumerateDirectories(Path))
        {
            Directory.Delete(folder, recursive: true);
        }

        _lock.Dispose();
        try
        {
            Directory.Delete(Path);
            if (Directory.GetFileSystemEntries(_control).Length == 0)
            {
                Directory.Delete(_control);
            }
        }
        catch (IOException)
        {
            // Another run has just claimed the folder: it is theirs now.
        }
    }
}
