using System;
using System.IO;
using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PipelineDsl;

/// <summary>Compresses what is written to a file as the file's name asks: <c>.gz</c>, <c>.zst</c>, or not at all.</summary>
/// <remarks>
/// The headers hold no time, name or machine, so the same bytes written give the same file. Each stream is one complete gzip member or zstd frame; members and frames
/// may be joined end to end. Zstandard frames carry a checksum.
/// </remarks>
internal static class CompressedOutput
{
    /// <summary>The Zstandard level: the format's own default.</summary>
    private const int ZstdLevel = 3;

    /// <summary>Wraps a stream.</summary>
    /// <param name="output">Where the (compressed) bytes go; it is closed with the stream that is returned.</param>
    /// <param name="fileName">The file's name.</param>
    /// <returns>Where to write the plain bytes; disposing it completes the member or frame.</returns>
    public static Stream Wrap(Stream output, string fileName)
    {
        if (fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return new GzipEncoder(output, CompressionLevel.Optimal, leaveOpen: false);
        }

        if (fileName.EndsWith(".zst", StringComparison.OrdinalIgnoreCase))
        {
            var zstd = new CompressionStream(output, ZstdLevel, leaveOpen: false);
            zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            return zstd;
        }

        return output;
    }
}
