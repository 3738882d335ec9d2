using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>The XXH3-128 of a sequence of values, each in a form that no other sequence of values has: numbers little-endian, strings and bytes after their length.</summary>
internal sealed class ContentHasher
{
    private readonly XxHash128 _hash = new();

    /// <summary>The hash of what was appended so far.</summary>
    public UInt128 Value => _hash.GetCurrentHashAsUInt128();

    /// <summary>Appends a number.</summary>
    public void Append(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _hash.Append(bytes);
    }

    /// <summary>Appends a hash.</summary>
    public void Append(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        _hash.Append(bytes);
    }

    /// <summary>Appends a string, as UTF-8.</summary>
    public void Append(string value) => Append(Encoding.UTF8.GetBytes(value));

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> value)
    {
        Append((long)value.Length);
        _hash.Append(value);
    }
}
