using System;
using System.IO;
using System.IO.Hashing;

namespace PipelineDsl.Engine;

/// <summary>Hashes of files.</summary>
internal static class FileHash
{
    /// <summary>The XXH3-128 of a file's bytes.</summary>
    public static UInt128 Of(string path)
    {
        XxHash128 hash = new();
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        hash.Append(file);
        return hash.GetCurrentHashAsUInt128();
    }
}
