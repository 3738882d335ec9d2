using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>An action while it is done: its files are in a folder that nobody else knows, until <see cref="Commit"/> makes them real.</summary>
/// <remarks>What lies in the folder and was neither created nor adopted is scratch: it is gone after the commit.</remarks>
internal sealed class ActionAttempt : IDisposable
{
    private readonly ActionStore _store;
    private readonly ActionKey _key;
    private readonly ulong _attempt;
    private readonly Lock _changing = new();
    private readonly Dictionary<string, ArtifactStream> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (FileStream? File, Hash128? Hash)> _adopted = new(StringComparer.Ordinal);
    private bool _over;

    /// <summary>Begins an attempt.</summary>
    internal ActionAttempt(ActionStore store, ActionKey key, ulong attempt)
    {
        _store = store;
        _key = key;
        _attempt = attempt;
        Folder = store.AttemptFolder(key.Hash, attempt);
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(store.Directory, Folder, exception);
        }
    }

    /// <summary>The folder of its files, absolute.</summary>
    public string Folder { get; }

    /// <summary>Creates an artifact, to be written from front to back.</summary>
    public ArtifactStream Create(string name)
    {
        string path = NewFile(name);
        ArtifactStream stream = new(_store, path);
        lock (_changing)
        {
            _written.Add(name, stream);
        }

        return stream;
    }

    /// <summary>Creates an artifact that can be read and changed while it is written; it is read again for its hash at the commit.</summary>
    public FileStream CreateReadable(string name)
    {
        string path = NewFile(name);
        try
        {
            FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            lock (_changing)
            {
                _adopted.Add(name, (file, null));
            }

            return file;
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(_store.Directory, path, exception);
        }
    }

    /// <summary>Makes an artifact of a file that was written at <see cref="FullName"/> by other means, or tells the hash of one that <see cref="CreateReadable"/> made.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="hash">The XXH3-128 of its bytes, if that is known; else it is read at the commit.</param>
    public void Adopt(string name, Hash128? hash = null)
    {
        lock (_changing)
        {
            RequireName(name, isNew: false);
            _adopted[name] = (_adopted.GetValueOrDefault(name).File, hash);
        }
    }

    /// <summary>The full name of a file of that name.</summary>
    public string FullName(string name) => Path.Combine(Folder, name);

    /// <summary>Makes the files real. Of many who do one action, on any machines, the first to commit wins; the others' files are removed.</summary>
    /// <param name="result">What the action has to say.</param>
    /// <returns>The winner's commit.</returns>
    /// <exception cref="RunException">The winner's files are not the same: a step is not deterministic. Or the file system refused.</exception>
    public ActionCommit Commit(ReadOnlyMemory<byte> result)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        ActionCommit? commit = null;
        ActionCommit winner;
        try
        {
            commit = new ActionCommit(_store, _key.Title, _key.Hash, _key.Parts, _attempt, Close(), result);
            RemoveScratch(commit);
            _over = true; // from here on a commit may name the folder
            winner = _store.Publish(commit);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            // If this process was taken for dead, its folder may be gone; then there is a winner.
            winner = _store.Find(_key.Hash) ?? throw StoreFailure.Of(_store.Directory, Folder, exception);
        }

        if (winner.Attempt != _attempt)
        {
            _over = true;
            _store.End(_attempt, Folder);
            RequireSame(commit, winner);
        }

        return winner;
    }

    /// <summary>Removes the files unless they were committed.</summary>
    public void Dispose()
    {
        if (!_over)
        {
            _over = true;
            foreach (ArtifactStream stream in _written.Values)
            {
                stream.Abandon();
            }

            foreach ((FileStream? file, _) in _adopted.Values)
            {
                file?.Dispose();
            }

            _store.End(_attempt, Folder);
        }
    }

    /// <summary>The hash of a file's bytes.</summary>
    internal static Hash128 HashOf(FileStream file)
    {
        XxHash128 hash = new();
        hash.Append(file);
        return Hash128.Of(hash);
    }

    private static void RequireName(string name)
    {
        if (!Artifact.IsName(name))
        {
            throw new ArgumentException($"'{name}' cannot be the name of an artifact", nameof(name));
        }
    }

    private string NewFile(string name)
    {
        lock (_changing)
        {
            RequireName(name, isNew: true);
        }

        return FullName(name);
    }

    private void RequireName(string name, bool isNew)
    {
        RequireName(name);
        ObjectDisposedException.ThrowIf(_over, this);
        if (_written.ContainsKey(name) || (isNew && _adopted.ContainsKey(name)))
        {
            throw new ArgumentException($"there is an artifact '{name}'", nameof(name));
        }
    }

    /// <summary>Closes the files; returns them by name.</summary>
    private List<Artifact> Close()
    {
        List<Artifact> files = [];
        foreach ((string name, ArtifactStream stream) in _written)
        {
            stream.Dispose();
            files.Add(new Artifact(name, stream.Length, stream.Hash));
        }

        foreach ((string name, (FileStream? file, Hash128? hash)) in _adopted)
        {
            file?.Dispose();
            using FileStream written = new(FullName(name), FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            files.Add(new Artifact(name, written.Length, hash ?? HashOf(written)));
            if (!_store.IsTransient)
            {
                RandomAccess.FlushToDisk(written.SafeFileHandle);
            }
        }

        files.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return files;
    }

    /// <summary>Removes what is no artifact.</summary>
    private void RemoveScratch(ActionCommit commit)
    {
        foreach (string file in Directory.EnumerateFiles(Folder))
        {
            if (!commit.Has(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Two who do one action must come to the same.</summary>
    /// <param name="own">What this one came to, if it is known.</param>
    /// <param name="winner">What the first came to.</param>
    private void RequireSame(ActionCommit? own, ActionCommit winner)
    {
        if (own is null || own.ContentHash == winner.ContentHash)
        {
            return;
        }

        string[] files =
        [
            .. own.Files.Where(f => !winner.Has(f.Name) || winner.Find(f.Name) != f).Select(static f => $"'{f.Name}'"),
            .. winner.Files.Where(f => !own.Has(f.Name)).Select(static f => $"'{f.Name}'"),
        ];
        throw new RunException(
            "PDSL2060",
            $"{_key.Title} was done twice with different outcomes: {(files.Length == 0 ? "what it counted" : string.Join(", ", files))} differs; a step depends on something beside its documents and options, such as the time, the order of a dictionary or a random number",
            winner.Folder);
    }
}
