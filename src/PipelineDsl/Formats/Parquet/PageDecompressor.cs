using System;
using System.IO;
using System.IO.Compression;
using ZstdSharp.Unsafe;

namespace PipelineDsl;

/// <summary>Decompresses pages, whose length is known.</summary>
internal sealed unsafe class PageDecompressor : IDisposable
{
    /// <summary>The codec of pages that are not compressed.</summary>
    public const int None = 0;

    private static readonly string[] s_names = ["nothing", "Snappy", "gzip", "LZO", "Brotli", "LZ4 in Hadoop's frames", "Zstandard", "LZ4"];
    private ZSTD_DCtx_s* _zstd;

    /// <summary>Releases the decoder's native-style memory if nobody disposed it.</summary>
    ~PageDecompressor() => Free();

    /// <summary>Decompresses a page.</summary>
    /// <param name="codec">How it is compressed, in Parquet's numbers.</param>
    /// <param name="source">Its bytes.</param>
    /// <param name="target">As long as it is decompressed.</param>
    /// <exception cref="CorruptInputException">It is damaged.</exception>
    /// <exception cref="IOException">It is compressed with something that is not read.</exception>
    public void Decompress(int codec, ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (codec is not (None or 1 or 2 or 4 or 6 or 7))
        {
            throw new IOException($"it is compressed with {(codec is 3 or 5 ? s_names[codec] : $"codec {codec}")}, which is not read; write it with Zstandard or Snappy");
        }

        if (target.IsEmpty)
        {
            return;
        }

        bool isWhole;
        try
        {
            isWhole = codec switch
            {
                None => source.Length == target.Length && source.TryCopyTo(target),
                1 => RawSnappy.TryDecompress(source, target),
                2 => TryGzip(source, target),
                4 => BrotliDecoder.TryDecompress(source, target, out int written) && written == target.Length,
                6 => TryZstd(source, target),
                _ => RawLz4.TryDecompress(source, target),
            };
        }
        catch (InvalidDataException)
        {
            isWhole = false;
        }

        if (!isWhole)
        {
            throw new CorruptInputException($"a page is damaged: the {s_names[codec]} data are corrupt");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static bool TryGzip(ReadOnlySpan<byte> source, Span<byte> target)
    {
        fixed (byte* bytes = source)
        {
            using UnmanagedMemoryStream stream = new(bytes, source.Length);
            using GZipStream gzip = new(stream, CompressionMode.Decompress);
            return gzip.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length && gzip.ReadByte() < 0;
        }
    }

    private bool TryZstd(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (_zstd is null)
        {
            _zstd = Methods.ZSTD_createDCtx();
        }

        fixed (byte* from = source, to = target)
        {
            nuint written = Methods.ZSTD_decompressDCtx(_zstd, to, (nuint)target.Length, from, (nuint)source.Length);
            return !Methods.ZSTD_isError(written) && written == (nuint)target.Length;
        }
    }

    private void Free()
    {
        if (_zstd is not null)
        {
            _ = Methods.ZSTD_freeDCtx(_zstd);
            _zstd = null;
        }
    }
}
