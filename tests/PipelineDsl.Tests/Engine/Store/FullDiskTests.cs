using System;
using System.IO;
using PipelineDsl.Engine;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>A disk that is full at any moment of an action, or read-only, or somebody else's: a clear error, no commit, and once there is room the action is done.</summary>
public sealed partial class FullDiskTests(ITestOutputHelper output)
{
    private const int Page = 4096;
    private static readonly byte[] s_content = new byte[3 * Page];

    /// <summary>With 0, 1, 2, … pages to spare, until there are enough.</summary>
    [Fact]
    public void ADiskThatIsFullAtAnyPage()
    {
        using SmallDisk? disk = SmallDisk.TryMount("size=256k", output);
        if (disk is null)
        {
            return;
        }

        int failures = 0;
        for (int pages = 0; ; pages++)
        {
            string folder = Path.Combine(disk.Path, "store");
            string ballast = Path.Combine(disk.Path, "ballast");
            using (ActionStore store = ActionStore.Open(folder))
            {
                Fill(ballast);
                using (FileStream stream = new(ballast, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0))
                {
                    stream.SetLength(stream.Length - (pages * Page));
                }

                bool succeeded = TryDo(store);
                File.Delete(ballast);
                if (!succeeded)
                {
                    failures++;
                    Assert.Null(store.Find(StoreFolder.Key("a").Hash));
                    Assert.True(TryDo(store));
                }

                store.Find(StoreFolder.Key("a").Hash)!.Check("documents");
                Assert.Equal(1, store.Trim().CommitsKept);
                if (succeeded)
                {
                    break;
                }
            }

            Directory.Delete(folder, recursive: true);
        }

        Assert.True(failures >= 4, $"{failures}"); // the pages of the file and of its commit
    }

    /// <summary>With 0, 1, 2, … names to spare.</summary>
    [Fact]
    public void ADiskThatHasNoMoreNames()
    {
        using SmallDisk? disk = SmallDisk.TryMount("size=1m,nr_inodes=40", output);
        if (disk is null)
        {
            return;
        }

        int failures = 0;
        for (int names = 0; ; names++)
        {
            string folder = Path.Combine(disk.Path, "store");
            string ballast = Directory.CreateDirectory(Path.Combine(disk.Path, "ballast")).FullName;
            using (ActionStore store = ActionStore.Open(folder))
            {
                int made = 0;
                try
                {
                    for (; ; made++)
                    {
                        File.WriteAllBytes(Path.Combine(ballast, $"{made}"), []);
                    }
                }
                catch (IOException)
                {
                }

                for (int i = 0; i < names; i++)
                {
                    File.Delete(Path.Combine(ballast, $"{i}"));
                }

                bool succeeded = TryDo(store);
                Directory.Delete(ballast, recursive: true);
                if (!succeeded)
                {
                    failures++;
                    Assert.Null(store.Find(StoreFolder.Key("a").Hash));
                    Assert.True(TryDo(store));
                }

                store.Find(StoreFolder.Key("a").Hash)!.Check("documents");
                Assert.Equal(1, store.Trim().CommitsKept);
                if (succeeded)
                {
                    break;
                }
            }

            Directory.Delete(folder, recursive: true);
        }

        Assert.True(failures >= 4, $"{failures}"); // the attempt's folder, its file, its commit, the commits' folder
    }

    [Fact]
    public void ADiskThatBecomesReadOnly()
    {
        using SmallDisk? disk = SmallDisk.TryMount("size=1m", output);
        if (disk is null)
        {
            return;
        }

        using (ActionStore store = ActionStore.Open(Path.Combine(disk.Path, "store")))
        {
            StoreFolder.Do(store, "bb");
        }

        Assert.True(disk.Remount("ro"));
        RunException exception = Assert.Throws<RunException>(() => ActionStore.Open(Path.Combine(disk.Path, "new store")));
        Assert.Equal("PDSL2061", exception.Id);
        Assert.Contains("PIPELINEDSL_STORE", exception.Message, StringComparison.Ordinal);
        using (ActionStore store = ActionStore.Open(Path.Combine(disk.Path, "store")))
        {
            Assert.Equal("content", StoreFolder.Read(store.Find(StoreFolder.Key("bb").Hash)!));
            Assert.Equal("PDSL2061", Assert.Throws<RunException>(() => store.Begin(StoreFolder.Key("a"))).Id);
            store.Touch(store.Find(StoreFolder.Key("bb").Hash)!);
            Assert.False(store.Trim(new StoreBounds { MaxBytes = 0 }).Ran);
            Assert.True(disk.Remount("rw"));
            Assert.True(TryDo(store));
        }
    }

    /// <summary>The folder of each of the store's kinds of files in turn becomes one that may not be written to.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("attempts")]
    [InlineData("commits")]
    public void PermissionsAreRevoked(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            output.WriteLine("SKIPPED: needs Linux");
            return;
        }

        using StoreFolder files = new();
        string path = Path.Combine(files.Path, folder);
        Directory.CreateDirectory(path);
        Others(Path.GetDirectoryName(files.Path)!, UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        Others(files.Path, UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        Others(path, UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Exception? failure = null;
        System.Threading.Thread thread = new(() =>
        {
            try
            {
                AsNobody(path);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        File.SetUnixFileMode(path, (UnixFileMode)0x1FF);
        using ActionStore store = files.Open();
        Assert.True(TryDo(store));

        void AsNobody(string path)
        {
            _ = SetFileSystemUser(65534); // of this thread only; without effect unless the tests run as root, who may do anything
            if (folder.Length > 0 && folder != "commits")
            {
                using ActionStore store = files.Open();
                Assert.Equal("PDSL2061", Assert.Throws<RunException>(() => store.Begin(StoreFolder.Key("a"))).Id);
            }
            else if (folder == "commits")
            {
                using ActionStore store = files.Open();
                RunException exception = Assert.Throws<RunException>(() => StoreFolder.Do(store, "a"));
                Assert.Equal("PDSL2061", exception.Id);
                Assert.Contains("denied", exception.Message, StringComparison.Ordinal);
                Assert.Null(store.Find(StoreFolder.Key("a").Hash));
            }
            else
            {
                Assert.Equal("PDSL2061", Assert.Throws<RunException>(() => files.Open()).Id);
            }

            Assert.Empty(Directory.Exists(Path.Combine(files.Path, "commits")) ? files.Commits : []);
        }
    }

    /// <summary>Files that may not be read are an error that says so, not something to be done again and again.</summary>
    [Fact]
    public void FilesThatMayNotBeRead()
    {
        if (!OperatingSystem.IsLinux())
        {
            output.WriteLine("SKIPPED: needs Linux");
            return;
        }

        using StoreFolder files = new();
        using ActionStore store = files.Open();
        ActionCommit commit = StoreFolder.Do(store, "a");
        Others(Path.GetDirectoryName(files.Path)!, UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(commit.FullName("documents"), UnixFileMode.None);
        File.SetUnixFileMode(files.CommitFile("a"), UnixFileMode.None);
        Exception? opened = null;
        Exception? found = null;
        System.Threading.Thread thread = new(() =>
        {
            _ = SetFileSystemUser(65534);
            opened = Xunit.Record.Exception(() => commit.Open("documents"));
            found = Xunit.Record.Exception(() => store.Find(commit.Key));
        });
        thread.Start();
        thread.Join();
        Assert.Equal("PDSL2061", Assert.IsType<RunException>(opened).Id);
        Assert.Equal("PDSL2061", Assert.IsType<RunException>(found).Id);
        Assert.Equal(commit.FullName("documents"), ((RunException)opened).File);
    }

    private static bool TryDo(ActionStore store)
    {
        try
        {
            using ActionAttempt attempt = store.Begin(StoreFolder.Key("a"));
            using (ArtifactStream stream = attempt.Create("documents"))
            {
                stream.Write(s_content);
            }

            attempt.Commit(default);
            return true;
        }
        catch (RunException exception)
        {
            Assert.Equal("PDSL2061", exception.Id);
            Assert.Contains(store.Directory, exception.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private static void Fill(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                stream.Write(new byte[Page]);
            }
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Sets what others than the owner may do with a folder, and the owner too, if the tests do not run as root.</summary>
    private static void Others(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux())
        {
            int bits = (int)mode;
            File.SetUnixFileMode(path, (UnixFileMode)(bits | (bits << 3) | (bits << 6)));
        }
    }

    [System.Runtime.InteropServices.LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);
}
