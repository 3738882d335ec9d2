using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PipelineDsl.Engine;

/// <summary>Calls that make a file visible at once or not at all, and that make it last; .NET has none for them.</summary>
internal static partial class FileSystemCalls
{
    private const int NotPermitted = 1; // EPERM, EINVAL: what some file systems say to fsync of a folder
    private const int Invalid = 22;
    private const uint BeginWrite = 2; // SYNC_FILE_RANGE_WRITE

    /// <summary>Gives a file a second name unless there is a file of that name: of many who try, on any machines, one succeeds.</summary>
    /// <remarks><see cref="File.Move(string, string, bool)"/> without overwriting looks first and renames then, so that two can succeed.</remarks>
    /// <returns>Null if it did; else what the system said. On a network it may have succeeded all the same, so that the caller must look.</returns>
    public static string? Link(string existing, string created)
    {
        bool linked = OperatingSystem.IsWindows() ? CreateHardLink(created, existing, 0) : PosixLink(existing, created) == 0;
        return linked ? null : Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until the names in a folder are on the disk. Without effect on Windows, whose file systems journal them.</summary>
    /// <exception cref="IOException">The system cannot do it.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int file = PosixOpen(folder, 0);
        if (file < 0)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        int result = PosixSync(file);
        int error = Marshal.GetLastPInvokeError();
        _ = PosixClose(file);
        if (result != 0 && error is not (NotPermitted or Invalid))
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    /// <summary>Has the system begin to write a stretch of a file to the disk, so that whoever waits for that later does not wait long. Without effect where the system has no such call.</summary>
    public static void BeginWriting(SafeFileHandle file, long offset, long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SyncFileRange(file, offset, bytes, BeginWrite); // nothing depends on it
        }
    }

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string created, string existing, nint securityAttributes);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PosixLink(string existing, string created);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PosixOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int PosixSync(int file);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long bytes, uint flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int PosixClose(int file);
}
