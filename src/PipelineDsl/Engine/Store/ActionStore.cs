using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>
/// What actions have made, by the key of all that it depends on. An action that is known need not be done again: not in the next build, not after a crash, not
/// on another machine that sees the folder.
/// </summary>
/// <remarks>
/// <para>
/// An attempt writes into a folder of its own, <c>attempts/KEY-RANDOM</c>, and ends by linking its commit file, which names that folder, to <c>commits/KE/KEY.json</c>.
/// The link is made or not, whole, and only once for a name; so there is one winner among threads, processes and machines, a reader sees a commit only with all
/// its files, and a process can be killed between any two instructions.
/// </para>
/// <para>
/// Nothing relies on clocks, process ids or locks to be right: a folder that no commit names is no one's, a commit whose files are missing or not as long as
/// they were is no commit, and a file is read against its hash before a process that has not made it believes it. The lock only keeps a trim from taking
/// away what another is about to use; without it that other would notice and do the work again.
/// </para>
/// </remarks>
internal sealed class ActionStore : IDisposable
{
    /// <summary>The commit file in an attempt's own folder.</summary>
    internal const string CommitName = ".commit";

    private readonly StoreLock? _lock;
    private readonly ConcurrentDictionary<Hash128, ActionCommit> _transient = new();
    private readonly ConcurrentDictionary<ulong, byte> _running = new();
    private readonly ConcurrentDictionary<(ulong Attempt, int File), byte> _checked = new();
    private readonly Lock[] _checking = [new(), new(), new(), new(), new(), new(), new(), new()];

    private ActionStore(string directory, StoreBounds bounds, bool isTransient)
    {
        Directory = Path.GetFullPath(directory);
        Bounds = bounds;
        IsTransient = isTransient;
        try
        {
            System.IO.Directory.CreateDirectory(AttemptsFolder);
            if (!isTransient)
            {
                System.IO.Directory.CreateDirectory(CommitsFolder);
                _lock = StoreLock.Share(Directory);
            }
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(Directory, Directory, exception);
        }
    }

    /// <summary>The store's folder, absolute.</summary>
    public string Directory { get; }

    /// <summary>Whether it is for one run only.</summary>
    public bool IsTransient { get; }

    /// <summary>What it may keep.</summary>
    public StoreBounds Bounds { get; }

    internal string AttemptsFolder => Path.Combine(Directory, "attempts");

    internal string CommitsFolder => Path.Combine(Directory, "commits");

    /// <summary>Opens a store that lasts, creating it if need be. It is shared with other processes until it is disposed of.</summary>
    /// <exception cref="RunException">The file system refused.</exception>
    public static ActionStore Open(string directory, StoreBounds? bounds = null) => new(directory, bounds ?? new StoreBounds(), isTransient: false);

    /// <summary>Opens a store for one run of one process: nothing in it outlives the run, so that nothing waits for the disk. Its owner deletes the folder.</summary>
    /// <exception cref="RunException">The file system refused.</exception>
    public static ActionStore Transient(string directory) => new(directory, new StoreBounds(), isTransient: true);

    /// <summary>What an action made, if it was done. A commit that cannot be right is removed, so that it can be made again.</summary>
    public ActionCommit? Find(Hash128 key)
    {
        if (IsTransient)
        {
            if (_transient.TryGetValue(key, out ActionCommit? commit) && !commit.LooksWhole())
            {
                Invalidate(commit);
                commit = null;
            }

            return commit;
        }

        string file = CommitPath(key);
        try
        {
            if (Read(file, key, out bool isThere) is { } commit)
            {
                return commit;
            }

            if (isThere)
            {
                Remove(key, static found => found is null);
            }

            return null;
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(Directory, file, exception);
        }
    }

    /// <summary>Begins to do an action.</summary>
    public ActionAttempt Begin(ActionKey key)
    {
        // The 122 random bits of a GUID, folded to 64: a generator of keys would load a library for them.
        Guid random = Guid.NewGuid();
        ReadOnlySpan<ulong> halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in random));
        ulong attempt = halves[0] ^ halves[1];
        _running.TryAdd(attempt, 0);
        return new ActionAttempt(this, key, attempt);
    }

    /// <summary>Forgets an action: its commit was found to be wrong.</summary>
    public void Invalidate(Hash128 key)
    {
        if (!_transient.TryRemove(key, out _) && !IsTransient)
        {
            Remove(key, static _ => true);
        }
    }

    /// <summary>Forgets an action, unless it was done again since.</summary>
    public void Invalidate(ActionCommit commit)
    {
        if (IsTransient)
        {
            _transient.TryRemove(new(commit.Key, commit));
        }
        else
        {
            Remove(commit.Key, found => found is null || found.Attempt == commit.Attempt);
        }
    }

    /// <summary>Forgets those actions whose files are not what was written.</summary>
    public void Scrub(IEnumerable<ActionCommit> commits)
    {
        foreach (ActionCommit commit in commits)
        {
            try
            {
                for (int i = 0; i < commit.Files.Count; i++)
                {
                    Check(commit, i);
                }
            }
            catch (CorruptArtifactException)
            {
                Invalidate(commit);
            }
        }
    }

    /// <summary>Notes that an action is of use still, so that a trim takes others first.</summary>
    public void Touch(ActionCommit commit)
    {
        if (!IsTransient)
        {
            try
            {
                File.SetLastWriteTimeUtc(CommitPath(commit.Key), DateTime.UtcNow);
            }
            catch (Exception exception) when (StoreFailure.Is(exception))
            {
                // It is another user's, or gone: the worst that comes of it is that the action is done again some day.
            }
        }
    }

    /// <summary>
    /// Removes what no commit names, and beyond the bounds what was used least recently; nothing while another process uses the store. To be called when a
    /// run is over: it may take commits that this process has found.
    /// </summary>
    /// <param name="bounds">Other bounds than the store's own.</param>
    public StoreTrim Trim(StoreBounds? bounds = null)
    {
        if (_lock is null || !_lock.TryExclude(out bool isCertain))
        {
            return default;
        }

        try
        {
            return new StoreTrimmer(this, bounds ?? Bounds, isCertain).Run();
        }
        finally
        {
            _lock.ShareAgain();
        }
    }

    /// <summary>Lets other processes trim the store.</summary>
    public void Dispose() => _lock?.Dispose();

    internal string AttemptFolder(Hash128 key, ulong attempt) => Path.Combine(AttemptsFolder, string.Create(CultureInfo.InvariantCulture, $"{key}-{attempt:x16}"));

    internal bool IsRunning(ulong attempt) => _running.ContainsKey(attempt);

    /// <summary>The commit in a file, if it is whole.</summary>
    /// <param name="file">The file's full name.</param>
    /// <param name="key">The key whose commit it is.</param>
    /// <param name="isThere">Whether there is such a file.</param>
    internal ActionCommit? Read(string file, Hash128 key, out bool isThere)
    {
        try
        {
            // Not left to the exception: most commits that are looked for are not there, and a process's first exception costs it as much as a hundred files.
            if (!File.Exists(file))
            {
                isThere = false;
                return null;
            }

            byte[] bytes = File.ReadAllBytes(file);
            isThere = true;
            return CommitFile.Read(this, key, bytes) is { } commit && commit.LooksWhole() ? commit : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            isThere = false;
            return null;
        }
    }

    /// <summary>Makes a commit real, unless the action has one.</summary>
    /// <returns>The action's commit: this one, or the one that was first.</returns>
    internal ActionCommit Publish(ActionCommit commit)
    {
        ActionCommit winner = IsTransient ? _transient.GetOrAdd(commit.Key, commit) : Link(commit);
        if (winner.Attempt == commit.Attempt)
        {
            for (int i = 0; i < commit.Files.Count; i++)
            {
                _checked.TryAdd((commit.Attempt, i), 0);
            }

            _running.TryRemove(commit.Attempt, out _);
        }

        return winner;
    }

    /// <summary>Removes the folder of an attempt that came to nothing.</summary>
    internal void End(ulong attempt, string folder)
    {
        try
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            // A trim takes what is left.
        }

        _running.TryRemove(attempt, out _);
    }

    /// <summary>Sees that an artifact is whole, once for each file and process.</summary>
    internal void Check(ActionCommit commit, int index)
    {
        if (_checked.ContainsKey((commit.Attempt, index)))
        {
            return;
        }

        lock (_checking[(int)((commit.Attempt + (ulong)index) % (ulong)_checking.Length)])
        {
            if (_checked.ContainsKey((commit.Attempt, index)))
            {
                return;
            }

            Artifact artifact = commit.Files[index];
            using FileStream file = commit.Read(artifact.Name);
            Hash128 hash;
            try
            {
                if (file.Length != artifact.Bytes)
                {
                    throw new CorruptArtifactException(commit, file.Name, string.Create(CultureInfo.InvariantCulture, $"has {file.Length} bytes in place of {artifact.Bytes}"));
                }

                hash = ActionAttempt.HashOf(file);
            }
            catch (Exception exception) when (StoreFailure.Is(exception))
            {
                throw new CorruptArtifactException(commit, file.Name, $"cannot be read: {exception.Message}");
            }

            if (hash != artifact.Hash)
            {
                throw new CorruptArtifactException(commit, file.Name, "is not what was written");
            }

            _checked.TryAdd((commit.Attempt, index), 0);
        }
    }

    /// <summary>Deletes an artifact that nobody needs any more, if the store does not keep them.</summary>
    internal void Release(ActionCommit commit, int index)
    {
        if (IsTransient)
        {
            _checked.TryRemove((commit.Attempt, index), out _);
            File.Delete(commit.FullName(commit.Files[index].Name));
        }
    }

    private string CommitPath(Hash128 key)
    {
        string name = key.ToString();
        return Path.Combine(CommitsFolder, name[..2], name + ".json");
    }

    /// <summary>Writes the commit file where only its attempt sees it, and links it to its final name.</summary>
    private ActionCommit Link(ActionCommit commit)
    {
        string own = Path.Combine(commit.Folder, CommitName);
        using (FileStream file = new(own, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            file.Write(CommitFile.Write(commit));
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        FileSystemCalls.SyncFolder(commit.Folder);
        FileSystemCalls.SyncFolder(AttemptsFolder);
        string final = CommitPath(commit.Key);
        string folder = Path.GetDirectoryName(final)!;
        if (!System.IO.Directory.Exists(folder))
        {
            System.IO.Directory.CreateDirectory(folder);
            FileSystemCalls.SyncFolder(CommitsFolder);
        }

        for (int tries = 0; ; tries++)
        {
            string? refused = FileSystemCalls.Link(own, final);

            // Over a network a call may be told to have failed that did succeed; the attempt's name in the file says whose it is.
            ActionCommit? winner = refused is null ? commit : Find(commit.Key);
            if (winner is not null)
            {
                FileSystemCalls.SyncFolder(folder);
                return winner;
            }

            // There was a commit and it is gone: it was broken, or somebody took it for broken.
            if (tries == 20)
            {
                throw StoreFailure.Of(Directory, final, refused!);
            }

            Thread.Sleep(tries);
        }
    }

    /// <summary>Removes a key's commit if it is still what the caller thinks it is.</summary>
    /// <remarks>It is first renamed, then looked at: so a commit that has come in its place is not removed unseen.</remarks>
    private void Remove(Hash128 key, Func<ActionCommit?, bool> isWrong)
    {
        string file = CommitPath(key);
        string aside = string.Create(CultureInfo.InvariantCulture, $"{file}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.removed");
        try
        {
            File.Move(file, aside, overwrite: false);
            if (!isWrong(Read(aside, key, out _)))
            {
                _ = FileSystemCalls.Link(aside, file);
            }

            File.Delete(aside);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Another has removed it.
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(Directory, file, exception);
        }
    }
}
