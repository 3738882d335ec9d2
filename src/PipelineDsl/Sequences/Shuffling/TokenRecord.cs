using System;
using System.Buffers.Binary;

namespace PipelineDsl;

/// <summary>The tokens of a document as a record of a spill: its key, a flag whether loss flags follow, the ids, the flags. Little-endian.</summary>
/// <param name="width">The bytes of an id.</param>
internal sealed class TokenRecord(int width)
{
    private const int HeadBytes = 17;
    private int[] _ids = [];

    /// <summary>The bytes of the record of a document.</summary>
    public int Length(int tokens, bool hasLoss) => checked(HeadBytes + (tokens * (width + (hasLoss ? 1 : 0))));

    /// <summary>Writes a record into <paramref name="room"/>, which has <see cref="Length"/> bytes.</summary>
    public void Write(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss, Span<byte> room)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(room, document);
        room[16] = loss.IsEmpty ? (byte)0 : (byte)1;
        TokenBytes.Write(ids, width, room[HeadBytes..]);
        loss.CopyTo(room[(HeadBytes + (ids.Length * width))..]);
    }

    /// <summary>The key of a record's document.</summary>
    public static UInt128 Key(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt128LittleEndian(record);

    /// <summary>Hands a record's document over.</summary>
    public void Read(ReadOnlySpan<byte> record, IDocumentSink sink)
    {
        bool hasLoss = record[16] != 0;
        ReadOnlySpan<byte> rest = record[HeadBytes..];
        int count = rest.Length / (width + (hasLoss ? 1 : 0));
        if (_ids.Length < count)
        {
            _ids = new int[Math.Max(count, 2 * _ids.Length)];
        }

        TokenBytes.Read(rest, width, _ids.AsSpan(0, count));
        sink.Accept(Key(record), _ids.AsSpan(0, count), hasLoss ? rest[(count * width)..] : default);
    }
}
