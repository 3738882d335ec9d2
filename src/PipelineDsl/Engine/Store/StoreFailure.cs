using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>Errors of the file system below a store, as findings.</summary>
internal static class StoreFailure
{
    /// <summary>The id of the finding.</summary>
    public const string Id = "PDSL2061";

    /// <summary>Whether an exception comes from the file system.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether an exception says that a disk is full, read-only or broken, or that somebody may not write there: nothing that a step has done.</summary>
    public static bool IsOfDisk(Exception exception)
    {
        const int BrokenDisk = 5; // EIO, ENOSPC, EROFS, EDQUOT on Linux and on macOS
        const int FullDisk = 28;
        const int ReadOnlyDisk = 30;
        const int Quota = 122;
        const int MacQuota = 69;
        const int WindowsFullDisk = unchecked((int)0x80070070);
        return exception is UnauthorizedAccessException or IOException { HResult: BrokenDisk or FullDisk or ReadOnlyDisk or Quota or MacQuota or WindowsFullDisk };
    }

    /// <summary>The finding for such an exception about a file of the run, outside of its store.</summary>
    public static RunException OfDisk(Exception exception)
        => new("PDSL2062", $"a file of the run cannot be written: {exception.Message.TrimEnd('.')}; see that its disk has room and that you may write to it, then run again");

    /// <summary>The finding for an exception that comes from the file system.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="file">The file or folder it is about.</param>
    /// <param name="exception">What the file system said.</param>
    public static RunException Of(string store, string file, Exception exception) => Of(store, file, exception.Message);

    /// <summary>The finding for what the file system said.</summary>
    public static RunException Of(string store, string file, string message) => new(
        Id,
        $"the store '{store}' cannot be used: {message.TrimEnd('.')} ('{file}'); see that its disk has room and that you may write to it, or name another folder with PIPELINEDSL_STORE",
        file);
}
