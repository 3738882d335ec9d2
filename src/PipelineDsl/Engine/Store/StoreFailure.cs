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
