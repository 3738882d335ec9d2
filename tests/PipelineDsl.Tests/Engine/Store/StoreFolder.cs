using System;
using System.IO;
using System.Linq;
using System.Text;
using PipelineDsl.Engine;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>A store in a folder of its own, and short ways to do things with it.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly string _folder;

    /// <param name="parent">Where to have the folder, if not among the temporary files.</param>
    public StoreFolder(string? parent = null)
        => _folder = Directory.CreateDirectory(System.IO.Path.Combine(parent ?? System.IO.Path.GetTempPath(), $"pipelinedsl-tests-{Guid.NewGuid():n}")).FullName;

    public string Path => System.IO.Path.Combine(_folder, "store");

    public ActionStore Open(StoreBounds? bounds = null) => ActionStore.Open(Path, bounds);

    /// <summary>A key that depends on one name.</summary>
    public static ActionKey Key(string name) => new([new KeyPart("input", new Hash128(0, (ulong)name.Length)), new KeyPart(name, new Hash128(0, 7))], $"phase-0[{name}]");

    /// <summary>Does an action that writes one file.</summary>
    public static ActionCommit Do(ActionStore store, string name, string content = "content", string result = "result")
    {
        using ActionAttempt attempt = store.Begin(Key(name));
        using (ArtifactStream stream = attempt.Create("documents"))
        {
            stream.Write(Encoding.UTF8.GetBytes(content));
        }

        return attempt.Commit(Encoding.UTF8.GetBytes(result));
    }

    public static string Read(ActionCommit commit, string name = "documents")
    {
        using StreamReader reader = new(commit.Open(name));
        return reader.ReadToEnd();
    }

    public string CommitFile(string name)
    {
        string key = Key(name).Hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
        return System.IO.Path.Combine(Path, "commits", key[..2], key + ".json");
    }

    public string[] Attempts => [.. Directory.GetDirectories(System.IO.Path.Combine(Path, "attempts")).Select(static d => System.IO.Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    public string[] Commits => [.. Directory.GetFiles(System.IO.Path.Combine(Path, "commits"), "*", SearchOption.AllDirectories).Select(static f => System.IO.Path.GetFileName(f))];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
