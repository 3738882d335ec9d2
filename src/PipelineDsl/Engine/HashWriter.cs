using System;
using System.Buffers.Binary;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Hashes values one after the other. Each is written so that no two lists of values are the same bytes: numbers have a fixed width, strings and bytes their length before them.</summary>
internal sealed class HashWriter
{
    private byte[] _buffer = new byte[512];
    private int _length;

    /// <summary>The XXH3-128 of what was written so far.</summary>
    public Hash128 Hash => Hash128.Of(_buffer.AsSpan(0, _length));

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>Adds one byte.</summary>
    public void Byte(byte value) => Take(1)[0] = value;

    /// <summary>Adds a truth value.</summary>
    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Adds a number.</summary>
    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    /// <summary>Adds a number.</summary>
    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    /// <summary>Adds a hash.</summary>
    public void Wide(Hash128 value) => value.WriteLittleEndian(Take(16));

    /// <summary>Adds a text; null is not the empty one.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Int(-1);
            return;
        }

        int bytes = Encoding.UTF8.GetByteCount(value);
        Int(bytes);
        Encoding.UTF8.GetBytes(value, Take(bytes));
    }

    /// <summary>Adds bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        value.CopyTo(Take(value.Length));
    }

    private Span<byte> Take(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }
}
