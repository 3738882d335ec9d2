using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Keeps a trim of a store away from those who use it. The system frees the lock when the process ends, however it ends.</summary>
/// <remarks>
/// Users share the lock. A trim takes a second lock first, so that between giving up its share and having the lock alone no other trim can come between.
/// Over a network the lock is as good as the file system's: <see cref="TryExclude"/> finds out.
/// </remarks>
internal sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly string _folder;
    private FileStream _users;
    private FileStream? _trim;

    private StoreLock(string folder, FileStream users)
    {
        _folder = folder;
        _users = users;
    }

    /// <summary>Shares a store's lock; waits while the store is trimmed.</summary>
    /// <exception cref="RunException">The trim does not end.</exception>
    public static StoreLock Share(string folder)
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryShare(folder) is { } users)
            {
                return new StoreLock(folder, users);
            }

            if (Stopwatch.GetElapsedTime(begin) > s_patience)
            {
                throw StoreFailure.Of(folder, UsersFile(folder), $"another process has been trimming it for {s_patience.TotalSeconds} seconds");
            }

            Thread.Sleep(10);
        }
    }

    /// <summary>Has the lock alone, if that is possible at once.</summary>
    /// <param name="isCertain">Whether the file system's locks keep others away; if not, others may use the store all the same.</param>
    public bool TryExclude(out bool isCertain)
    {
        isCertain = false;
        _trim = TryAlone(TrimFile(_folder), FileMode.OpenOrCreate);
        if (_trim is null)
        {
            return false;
        }

        _users.Dispose();
        FileStream? alone = TryAlone(UsersFile(_folder), FileMode.Open);
        if (alone is null)
        {
            ShareAgain();
            return false;
        }

        _users = alone;
        using FileStream? other = TryShare(_folder);
        isCertain = other is null;
        return true;
    }

    /// <summary>Shares the lock again.</summary>
    public void ShareAgain()
    {
        _users.Dispose();

        // Nobody can have it alone without the other lock.
        _users = TryShare(_folder) ?? throw StoreFailure.Of(_folder, UsersFile(_folder), "its lock was taken by a program that does not know it");
        _trim?.Dispose();
        _trim = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _users.Dispose();
        _trim?.Dispose();
    }

    /// <summary>Whether a file could not be opened because another has it: EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    public static bool IsTaken(IOException exception)
        => exception.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsLinux() ? 11 : 35);

    private static string UsersFile(string folder) => Path.Combine(folder, "lock");

    private static string TrimFile(string folder) => Path.Combine(folder, "trim.lock");

    /// <summary>Shares the lock, if nobody has it alone.</summary>
    private static FileStream? TryShare(string folder)
    {
        try
        {
            return new FileStream(UsersFile(folder), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read, bufferSize: 1);
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            return null;
        }
    }

    /// <summary>Has a file alone; null if another has it, or if it is another user's.</summary>
    private static FileStream? TryAlone(string file, FileMode mode)
    {
        try
        {
            return new FileStream(file, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            return null;
        }
    }
}
