using System;
using System.IO;
using System.IO.Compression;

namespace PipelineDsl;

/// <summary>Compression by a file's name: <c>.gz</c> is gzip, <c>.zst</c> is Zstandard, anything else is plain.</summary>
internal static class Compression
{
    /// <summary>Wraps a stream to write a file of this name; disposing of the result finishes the member or frame and the stream.</summary>
    /// <remarks>Neither format's header holds a time or a name here, and members and frames may follow each other, so that shards' parts can be joined.</remarks>
    public static Stream ForWriting(Stream stream, string fileName)
    {
        if (fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return new GZipStream(stream, CompressionLevel.Optimal);
        }

        return fileName.EndsWith(".zst", StringComparison.OrdinalIgnoreCase)
            ? new ZstdSharp.CompressionStream(stream, level: 3, leaveOpen: false)
            : stream;
    }
}
