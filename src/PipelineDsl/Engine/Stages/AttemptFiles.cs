using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>Temporary files of a task, beside the files that it leaves; gone when the task has ended.</summary>
/// <param name="attempt">The task's attempt.</param>
internal sealed class AttemptFiles(ActionAttempt attempt) : ITemporaryFiles, IDisposable
{
    private const string Prefix = "tmp-";
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public FileStream Create(string name) => Open(name, FileMode.Create, FileAccess.Write);

    /// <summary>Creates a file that can be read as well.</summary>
    public FileStream CreateReadable(string name) => Open(name, FileMode.Create, FileAccess.ReadWrite);

    /// <inheritdoc/>
    public FileStream Open(string name) => new(FullName(name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);

    /// <inheritdoc/>
    public void Delete(string name)
    {
        lock (_names)
        {
            _names.Remove(name);
        }

        File.Delete(FullName(name));
    }

    /// <inheritdoc/>
    public string FullName(string name) => attempt.FullName(Prefix + name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string name in _names)
        {
            try
            {
                File.Delete(FullName(name));
            }
            catch (Exception exception) when (StoreFailure.Is(exception))
            {
                // What made the task fail is what is to be told; the attempt's folder goes anyway, or a trim takes it.
            }
        }
    }

    private FileStream Open(string name, FileMode mode, FileAccess access)
    {
        lock (_names)
        {
            _names.Add(name);
        }

        return new FileStream(FullName(name), mode, access, FileShare.None, bufferSize: 0);
    }
}
