using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>Writes the documents that a phase kept for the next phase: the engine's own format, never an output.</summary>
/// <remarks>A document is its length (int32), its ordinal (int64), how many times it counts (int32), a flag whether a mapper changed the text, then per slot a state byte with 8 bytes or a length and bytes.</remarks>
internal sealed class SpillWriter(Stream stream) : IDisposable
{
    private const int FlushAt = 1 << 18;
    private readonly TextBuffer _buffer = new(FlushAt + (1 << 16));

    /// <summary>The number of documents written.</summary>
    public long Count { get; private set; }

    /// <summary>Writes a document.</summary>
    public void Write(Document document)
    {
        int start = _buffer.Length;
        WriteInt32(0);
        WriteInt64(document.Ordinal);
        WriteInt32(document.Times);
        _buffer.Append(document.IsMapped ? (byte)1 : (byte)0);
        if (document.IsMapped)
        {
            WriteBytes(document.Text.Bytes);
        }

        for (int slot = 0; slot < document.FieldCount; slot++)
        {
            Document.SlotState state = document.State(slot);
            _buffer.Append((byte)state);
            if (state == Document.SlotState.Utf8)
            {
                WriteBytes(document.Utf8(slot));
            }
            else if (state != Document.SlotState.Missing)
            {
                WriteInt64(document.RawBits(slot));
            }
        }

        BinaryPrimitives.WriteInt32LittleEndian(_buffer.Written(start), _buffer.Length - start - sizeof(int));
        Count++;
        if (_buffer.Length >= FlushAt)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        stream.Dispose();
    }

    private void Flush()
    {
        stream.Write(_buffer.Bytes);
        _buffer.Clear();
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteInt32(bytes.Length);
        _buffer.Append(bytes);
    }

    private void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.Reserve(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
    }

    private void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.Reserve(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }
}

/// <summary>Reads what <see cref="SpillWriter"/> wrote.</summary>
internal sealed class SpillReader(Stream stream) : IDisposable
{
    private readonly TextBuffer _record = new(1 << 16);
    private readonly TextBuffer _mapped = new();

    /// <summary>Reads the next document.</summary>
    /// <param name="document">What is filled.</param>
    /// <returns>False at the end.</returns>
    public bool TryRead(Document document)
    {
        Span<byte> head = stackalloc byte[sizeof(int)];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == 0)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        _record.Clear();
        stream.ReadExactly(_record.Reserve(length));
        _record.Advance(length);

        ReadOnlySpan<byte> rest = _record.Bytes;
        document.Clear();
        document.Ordinal = ReadInt64(ref rest);
        document.Repeat(ReadInt32(ref rest));
        bool mapped = ReadByte(ref rest) != 0;
        if (mapped)
        {
            _mapped.Clear();
            _mapped.Append(ReadBytes(ref rest));
        }

        for (int slot = 0; slot < document.FieldCount; slot++)
        {
            Document.SlotState state = (Document.SlotState)ReadByte(ref rest);
            if (state == Document.SlotState.Utf8)
            {
                document.SetUtf8(slot, ReadBytes(ref rest));
            }
            else if (state != Document.SlotState.Missing)
            {
                document.SetBits(slot, state, ReadInt64(ref rest));
            }
        }

        if (mapped)
        {
            document.Replace(_mapped);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static byte ReadByte(ref ReadOnlySpan<byte> rest)
    {
        byte value = rest[0];
        rest = rest[1..];
        return value;
    }

    private static long ReadInt64(ref ReadOnlySpan<byte> rest)
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[sizeof(long)..];
        return value;
    }

    private static int ReadInt32(ref ReadOnlySpan<byte> rest)
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        return value;
    }

    private static ReadOnlySpan<byte> ReadBytes(ref ReadOnlySpan<byte> rest)
    {
        int length = ReadInt32(ref rest);
        ReadOnlySpan<byte> value = rest[..length];
        rest = rest[length..];
        return value;
    }
}
