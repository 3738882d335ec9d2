using System;
using System.IO;
using ZstdSharp.Unsafe;

namespace PipelineDsl;

/// <summary>Decompresses Zstandard (RFC 8878): any number of frames, skippable ones too.</summary>
/// <remarks>
/// The decoder is fed the bytes it asks for, which is one block a time, so that what comes before a damaged block is delivered. It asks for 0 more bytes
/// exactly at the end of a frame, which tells a complete file from one that is cut. A file of 0 bytes is corrupt: whoever writes Zstandard writes a frame.
/// </remarks>
internal sealed unsafe class ZstdDecoder : InputDecoder
{
    private readonly Stream _file;
    private readonly byte[] _input = new byte[checked((int)Methods.ZSTD_DStreamInSize())];
    private ZSTD_DCtx_s* _context;
    private int _begin;
    private int _end;
    private nuint _wanted;
    private bool _drained = true;
    private bool _any;

    /// <summary>Decompresses a file, which is disposed with this.</summary>
    public ZstdDecoder(Stream file)
    {
        _file = file;
        _context = Methods.ZSTD_createDCtx();
        _wanted = Methods.ZSTD_initDStream(_context);
    }

    /// <summary>Releases the decoder's native-style memory if nobody disposed it.</summary>
    ~ZstdDecoder() => Free();

    /// <inheritdoc/>
    public override int Read(Span<byte> destination)
    {
        while (true)
        {
            if (_begin == _end && _drained && !FillInput())
            {
                return _wanted == 0 ? 0 : throw new CorruptInputException(_any ? "the zstd data end too early" : "the zstd file is empty");
            }

            int count = Decompress(destination);
            if (count > 0)
            {
                return count;
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
        _file.Dispose();
    }

    private bool FillInput()
    {
        _begin = 0;
        _end = _file.Read(_input);
        _any |= _end > 0;
        return _end > 0;
    }

    private int Decompress(Span<byte> destination)
    {
        fixed (byte* source = _input, target = destination)
        {
            // 0 is said at the end of a frame: the next frame's header begins with 5 bytes at least, of which the decoder keeps what it gets.
            nuint portion = _wanted == 0 ? 5 : _wanted;
            var input = new ZSTD_inBuffer_s { src = source + _begin, size = nuint.Min(portion, (nuint)(_end - _begin)) };
            var output = new ZSTD_outBuffer_s { dst = target, size = (nuint)destination.Length };
            nuint result = Methods.ZSTD_decompressStream(_context, &output, &input);
            if (Methods.ZSTD_isError(result))
            {
                throw new CorruptInputException($"the zstd data are corrupt: {Methods.ZSTD_getErrorName(result)}");
            }

            if (input.pos > 0 || output.pos > 0)
            {
                _wanted = result;
            }

            _begin += (int)input.pos;
            _drained = output.pos < output.size;
            return (int)output.pos;
        }
    }

    private void Free()
    {
        if (_context is not null)
        {
            _ = Methods.ZSTD_freeDCtx(_context);
            _context = null;
        }
    }
}
