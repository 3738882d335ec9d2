using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>An action that is done: its files, and what it has to say of them.</summary>
internal sealed class ActionCommit
{
    private readonly ActionStore _store;

    /// <summary>Creates a commit.</summary>
    /// <param name="store">Where its files are.</param>
    /// <param name="title">What the action is called in messages.</param>
    /// <param name="key">The action's key.</param>
    /// <param name="parts">What the key is made of.</param>
    /// <param name="attempt">The attempt that made the files.</param>
    /// <param name="files">The files, by name.</param>
    /// <param name="result">What the action has to say.</param>
    public ActionCommit(ActionStore store, string title, Hash128 key, IReadOnlyList<KeyPart> parts, ulong attempt, IReadOnlyList<Artifact> files, ReadOnlyMemory<byte> result)
    {
        _store = store;
        Title = title;
        Key = key;
        Parts = parts;
        Attempt = attempt;
        Files = files;
        Result = result;
        Folder = store.AttemptFolder(key, attempt);
        HashWriter content = new();
        content.Int(files.Count);
        foreach (Artifact file in files)
        {
            content.Text(file.Name);
            content.Long(file.Bytes);
            content.Wide(file.Hash);
        }

        content.Bytes(result.Span);
        ContentHash = content.Hash;
    }

    /// <summary>What the action was called by the first who did it.</summary>
    public string Title { get; }

    /// <summary>The action's key.</summary>
    public Hash128 Key { get; }

    /// <summary>What the key is made of.</summary>
    public IReadOnlyList<KeyPart> Parts { get; }

    /// <summary>The attempt that made the files: 64 random bits.</summary>
    public ulong Attempt { get; }

    /// <summary>The files, by name.</summary>
    public IReadOnlyList<Artifact> Files { get; }

    /// <summary>What the action has to say.</summary>
    public ReadOnlyMemory<byte> Result { get; }

    /// <summary>The hash of the files' names, lengths and hashes, and of the result: the same for all who do the action.</summary>
    public Hash128 ContentHash { get; }

    /// <summary>The folder of the files, absolute.</summary>
    public string Folder { get; }

    /// <summary>Whether there is a file of that name.</summary>
    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>A file.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public Artifact Find(string name) => Files[Require(name)];

    /// <summary>Opens a file to be read from front to back.</summary>
    /// <remarks>The first who opens a file that this process has not made itself reads all of it to see that it is whole.</remarks>
    /// <exception cref="CorruptArtifactException">It is not what the action made.</exception>
    public FileStream Open(string name)
    {
        Check(name);
        return Read(name);
    }

    /// <summary>Sees that a file is whole, unless that is known.</summary>
    /// <exception cref="CorruptArtifactException">It is not what the action made.</exception>
    public void Check(string name) => _store.Check(this, Require(name));

    /// <summary>A file's full name; whoever opens it so calls <see cref="Check"/> first.</summary>
    public string FullName(string name) => Path.Combine(Folder, Files[Require(name)].Name);

    /// <summary>Nobody needs the file any more: a transient store deletes it.</summary>
    public void Release(string name) => _store.Release(this, Require(name));

    /// <summary>Opens a file as it is.</summary>
    /// <exception cref="CorruptArtifactException">It is not there.</exception>
    internal FileStream Read(string name)
    {
        string file = FullName(name);
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CorruptArtifactException(this, file, "is missing");
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(_store.Directory, file, exception);
        }
    }

    /// <summary>Whether each file is there and as long as it was: what can be known without reading.</summary>
    internal bool LooksWhole() => Files.All(file => new FileInfo(Path.Combine(Folder, file.Name)) is { Exists: true } found && found.Length == file.Bytes);

    private int Require(string name)
    {
        int index = IndexOf(name);
        return index >= 0 ? index : throw new FileNotFoundException($"{Title} has no file '{name}'");
    }

    /// <summary>Files are sorted by name.</summary>
    private int IndexOf(string name)
    {
        int low = 0;
        for (int high = Files.Count - 1; low <= high;)
        {
            int middle = (low + high) >> 1;
            int order = string.CompareOrdinal(Files[middle].Name, name);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
