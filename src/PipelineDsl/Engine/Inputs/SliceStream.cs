using System;
using System.IO.Hashing;

namespace PipelineDsl.Engine;

/// <summary>The bytes of a slice of an input, hashed as they are read.</summary>
internal sealed class SliceStream : ForwardStream
{
    private readonly InputContent _content;
    private readonly XxHash128 _hash = new();
    private readonly long _length;
    private long _position;

    /// <summary>Reads a slice.</summary>
    /// <param name="content">The input from where the slice begins; disposed with this.</param>
    /// <param name="length">The slice's length.</param>
    public SliceStream(InputContent content, long length)
    {
        _content = content;
        _length = length;
    }

    /// <inheritdoc/>
    public override long Length => _length;

    /// <summary>How many of the slice's bytes were read.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The whole input's length as it is now.</summary>
    public long FileLength => _content.Stamp.Bytes;

    /// <summary>Reads what is left and gives the XXH3-128 of all bytes of the slice that are there.</summary>
    public Hash128 HashToEnd()
    {
        if (_position < _length)
        {
            byte[] rest = new byte[RecordInput.DefaultBufferBytes];
            while (Read(rest) > 0)
            {
            }
        }

        return Hash128.Of(_hash);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = _content.Read(buffer[..(int)Math.Min(buffer.Length, _length - _position)]);
        _hash.Append(buffer[..count]);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
