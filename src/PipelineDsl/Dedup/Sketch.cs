using System;
using System.Buffers.Binary;

namespace PipelineDsl;

/// <summary>What a deduplication needs to know of one document when all have been read: bytes that its <see cref="SketchAttribute"/> method writes and its <see cref="Deduplication"/> reads.</summary>
/// <remarks>A document for which nothing is written takes no part: it is nobody's duplicate. Numbers are little-endian.</remarks>
public sealed class Sketch
{
    private readonly TextBuffer _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Bytes;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _bytes.Length == 0;

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Append(bytes);

    /// <summary>Writes a number of 32 bits.</summary>
    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.Reserve(sizeof(uint)), value);
        _bytes.Advance(sizeof(uint));
    }

    /// <summary>Writes a number of 64 bits.</summary>
    public void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.Reserve(sizeof(ulong)), value);
        _bytes.Advance(sizeof(ulong));
    }

    /// <summary>Writes a number of 128 bits.</summary>
    public void WriteUInt128(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(_bytes.Reserve(16), value);
        _bytes.Advance(16);
    }

    /// <summary>Room for <paramref name="count"/> bytes, to be written before <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int count) => _bytes.Reserve(count);

    /// <summary>Takes <paramref name="count"/> of the reserved bytes as written.</summary>
    public void Advance(int count) => _bytes.Advance(count);

    /// <summary>Writes the sketch of an exact deduplication: the 128-bit hash of a key; nothing if the key is empty.</summary>
    /// <param name="key">The key.</param>
    /// <param name="verify">Whether the key's bytes follow, so that equal hashes can be checked.</param>
    public void WriteKey(ReadOnlySpan<byte> key, bool verify = false)
    {
        if (!key.IsEmpty)
        {
            DedupKey.HashOf(key).WriteLittleEndian(_bytes.Reserve(Hash128.Bytes));
            _bytes.Advance(Hash128.Bytes);
            if (verify)
            {
                Write(key);
            }
        }
    }

    /// <summary>Writes the sketch of an exact deduplication by a key that is a number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="verify">Has no effect: nothing stands behind the number.</param>
    public void WriteKey(UInt128 key, bool verify = false) => WriteUInt128(key);

    internal void Clear() => _bytes.Clear();
}
