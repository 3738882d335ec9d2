using System;
using System.IO;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>What disks, people and other programs do to a store's files is noticed before anybody believes them, and the action can be done again.</summary>
public sealed class BrokenStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public enum Damage
    {
        Truncated,
        Longer,
        Missing,
        FolderMissing,
    }

    [Theory]
    [InlineData(Damage.Truncated)]
    [InlineData(Damage.Longer)]
    [InlineData(Damage.Missing)]
    [InlineData(Damage.FolderMissing)]
    public void ACommitWhoseFilesAreNotWholeIsNoCommit(Damage damage)
    {
        ActionCommit commit = Make();
        string file = commit.FullName("documents");
        switch (damage)
        {
            case Damage.Truncated:
                File.WriteAllText(file, "conten");
                break;
            case Damage.Longer:
                File.AppendAllText(file, "x");
                break;
            case Damage.Missing:
                File.Delete(file);
                break;
            default:
                Directory.Delete(commit.Folder, recursive: true);
                break;
        }

        using ActionStore store = _folder.Open();
        Assert.Null(store.Find(commit.Key));
        Assert.Empty(_folder.Commits);
        Assert.Equal("content", StoreFolder.Read(StoreFolder.Do(store, "a")));
    }

    [Fact]
    public void AnArtifactThatWasGarbledIsFoundWhenItIsOpened()
    {
        ActionCommit commit = Make();
        File.WriteAllText(commit.FullName("documents"), "c0ntent");
        using ActionStore store = _folder.Open();
        ActionCommit found = store.Find(commit.Key)!;
        CorruptArtifactException exception = Assert.Throws<CorruptArtifactException>(() => found.Open("documents"));
        Assert.Equal(commit.Key, exception.Key);
        Assert.Equal(found.FullName("documents"), exception.File);
        Assert.Throws<CorruptArtifactException>(() => found.Open("documents"));
        store.Invalidate(exception.Commit);
        Assert.Null(store.Find(commit.Key));
        Assert.Equal("content", StoreFolder.Read(StoreFolder.Do(store, "a")));
    }

    [Fact]
    public void AnArtifactThatIsMissingWhenItIsOpenedIsCorrupt()
    {
        using ActionStore store = _folder.Open();
        ActionCommit commit = StoreFolder.Do(store, "a");
        File.Delete(commit.FullName("documents"));
        Assert.Throws<CorruptArtifactException>(() => commit.Open("documents"));
    }

    /// <summary>Each byte of a commit file in turn is changed, in several ways: it never yields another commit than the one written.</summary>
    [Fact]
    public void ACommitFileThatWasGarbledIsNotBelieved()
    {
        ActionCommit commit = Make();
        string file = _folder.CommitFile("a");
        byte[] bytes = File.ReadAllBytes(file);
        using ActionStore store = _folder.Open();
        int refused = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            foreach (byte change in (byte[])[(byte)(bytes[i] ^ 1), (byte)(bytes[i] ^ 0x80), (byte)'0', (byte)' ', 0])
            {
                byte[] garbled = [.. bytes];
                garbled[i] = change;
                if (garbled.AsSpan().SequenceEqual(bytes))
                {
                    continue;
                }

                ActionCommit? read = CommitFile.Read(store, commit.Key, garbled);
                refused += read is null ? 1 : 0;
                if (read is not null)
                {
                    Assert.Equal((commit.Title, commit.Key, commit.Attempt, commit.ContentHash), (read.Title, read.Key, read.Attempt, read.ContentHash));
                    Assert.Equal(commit.Parts, read.Parts);
                }
            }
        }

        Assert.True(refused > bytes.Length * 3, $"only {refused} of {bytes.Length * 5} were refused: white space alone cannot be so much");
    }

    [Fact]
    public void ACommitFileThatWasCutOffAnywhereIsNotBelieved()
    {
        ActionCommit commit = Make();
        string file = _folder.CommitFile("a");
        byte[] bytes = File.ReadAllBytes(file);
        using ActionStore store = _folder.Open();
        int end = Array.LastIndexOf(bytes, (byte)'}');
        for (int length = 0; length <= end; length++)
        {
            Assert.Null(CommitFile.Read(store, commit.Key, bytes.AsMemory(0, length)));
        }

        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        Assert.Null(store.Find(commit.Key));
        Assert.Empty(_folder.Commits);
        Assert.Equal("content", StoreFolder.Read(StoreFolder.Do(store, "a")));
    }

    [Fact]
    public void ACommitUnderAnothersNameIsNotBelieved()
    {
        ActionCommit a = Make();
        using ActionStore store = _folder.Open();
        string other = _folder.CommitFile("bb");
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        File.Copy(_folder.CommitFile("a"), other);
        Assert.Null(store.Find(StoreFolder.Key("bb").Hash));
        Assert.NotNull(store.Find(a.Key));
    }

    [Fact]
    public void OnlyTheCommitThatIsWrongIsForgotten()
    {
        using ActionStore store = _folder.Open();
        ActionCommit old = StoreFolder.Do(store, "a");
        store.Invalidate(old);
        ActionCommit made = StoreFolder.Do(store, "a");
        store.Invalidate(old); // by one who found the same later
        Assert.Equal(made.Attempt, store.Find(old.Key)!.Attempt);
        store.Invalidate(old.Key);
        Assert.Null(store.Find(old.Key));
        store.Invalidate(old.Key);
        Assert.DoesNotContain(_folder.Commits, static f => f.EndsWith(".removed", StringComparison.Ordinal));
    }

    /// <summary>A broken commit in the way of one who commits is no winner.</summary>
    [Fact]
    public void ABrokenCommitDoesNotWin()
    {
        ActionCommit commit = Make();
        using ActionStore store = _folder.Open();
        using ActionAttempt attempt = store.Begin(StoreFolder.Key("a"));
        using (ArtifactStream stream = attempt.Create("documents"))
        {
            stream.Write("content"u8);
        }

        File.WriteAllText(_folder.CommitFile("a"), "{");
        ActionCommit made = attempt.Commit("result"u8.ToArray());
        Assert.NotEqual(commit.Attempt, made.Attempt);
        Assert.Equal(made.Attempt, store.Find(commit.Key)!.Attempt);
    }

    private ActionCommit Make()
    {
        using ActionStore store = _folder.Open();
        return StoreFolder.Do(store, "a");
    }
}
