using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>Removes from a store what nothing needs.</summary>
/// <param name="store">The store.</param>
/// <param name="bounds">What may stay.</param>
/// <param name="isAlone">Whether it is certain that no other process uses the store. If not, what is younger than a day stays.</param>
internal sealed class StoreTrimmer(ActionStore store, StoreBounds bounds, bool isAlone)
{
    private static readonly TimeSpan s_young = TimeSpan.FromDays(1);
    private readonly DateTime _now = DateTime.UtcNow;
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private int _commitsRemoved;
    private int _attemptsRemoved;
    private long _bytesRemoved;
    private long _bytes;

    /// <summary>Removes it.</summary>
    /// <exception cref="RunException">The file system refused.</exception>
    public StoreTrim Run()
    {
        try
        {
            ReadCommits();
            RemoveOldest();
            RemoveAttempts();
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(store.Directory, store.Directory, exception);
        }

        return new StoreTrim(true, _commitsRemoved, _named.Count, _attemptsRemoved, _bytesRemoved, _bytes);
    }

    private void ReadCommits()
    {
        foreach (string folder in Directory.EnumerateDirectories(store.CommitsFolder))
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles())
            {
                if (TryParse(file.Name, out Hash128 key) && store.Read(file.FullName, key, out _) is { } commit)
                {
                    long bytes = 0;
                    foreach (Artifact artifact in commit.Files)
                    {
                        bytes += artifact.Bytes;
                    }

                    _entries.Add(new Entry(key, file.FullName, commit.Folder, bytes, file.LastWriteTimeUtc));
                    _named.Add(commit.Folder);
                    _bytes += bytes;
                }
                else if (isAlone || _now - file.LastWriteTimeUtc >= s_young)
                {
                    // It names no folder that is whole, or was put aside by a process that was killed.
                    file.Delete();
                    _commitsRemoved++;
                }
            }
        }
    }

    /// <summary>Removes commits, the least recently used first, and then the folders that they name.</summary>
    private void RemoveOldest()
    {
        _entries.Sort(static (a, b) => a.Used != b.Used ? a.Used.CompareTo(b.Used) : a.Key.CompareTo(b.Key));
        foreach (Entry entry in _entries)
        {
            TimeSpan age = _now - entry.Used;
            if ((_bytes <= bounds.MaxBytes && age <= bounds.MaxAge) || (!isAlone && age < s_young))
            {
                continue;
            }

            File.Delete(entry.File);
            _named.Remove(entry.Folder);
            _bytes -= entry.Bytes;
            _commitsRemoved++;
        }
    }

    private void RemoveAttempts()
    {
        foreach (DirectoryInfo folder in new DirectoryInfo(store.AttemptsFolder).EnumerateDirectories())
        {
            int dash = folder.Name.IndexOf('-', StringComparison.Ordinal);
            if (_named.Contains(folder.FullName) || dash < 0 || !TryParse(folder.Name.AsSpan(dash + 1), out ulong attempt) || store.IsRunning(attempt))
            {
                continue;
            }

            DateTime last = folder.LastWriteTimeUtc;
            long bytes = 0;
            foreach (FileInfo file in folder.EnumerateFiles())
            {
                last = file.LastWriteTimeUtc > last ? file.LastWriteTimeUtc : last;
                bytes += file.Name == ActionStore.CommitName ? 0 : file.Length;
            }

            if (isAlone || _now - last >= s_young)
            {
                folder.Delete(recursive: true);
                _attemptsRemoved++;
                _bytesRemoved += bytes;
            }
        }
    }

    /// <summary>The key that a commit's file is named after.</summary>
    private static bool TryParse(string file, out Hash128 key)
    {
        const string Ending = ".json";
        key = default;
        return file.EndsWith(Ending, StringComparison.Ordinal) && Hash128.TryParse(file.AsSpan(0, file.Length - Ending.Length), out key);
    }

    private static bool TryParse(ReadOnlySpan<char> digits, out ulong attempt)
    {
        attempt = 0;
        return digits.Length == 2 * sizeof(ulong) && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out attempt);
    }

    /// <summary>A commit.</summary>
    private readonly record struct Entry(Hash128 Key, string File, string Folder, long Bytes, DateTime Used);
}
