using System;
using System.Buffers.Binary;

namespace PipelineDsl;

/// <summary>Puts sequences in random order, in bounded memory. The order depends on the seed and on the sequences' places before it.</summary>
/// <param name="sorter">What sorts them.</param>
/// <param name="seed">The seed.</param>
/// <param name="width">The bytes of an id.</param>
/// <param name="sink">Takes the sequences in the end.</param>
internal sealed class SequenceShuffler(RecordSorter sorter, int seed, int width, ISequenceSink sink) : ISequenceSink, IBytesSink
{
    private readonly TextBuffer _record = new();
    private readonly TokenSequence _sequence = new();
    private int[] _ids = [];
    private long _count;

    /// <inheritdoc/>
    /// <remarks>A record is the pieces' number (int32), a flag whether loss flags follow, per piece length (int32), offset (int64), document (128 bits) and end flag, then ids and flags.</remarks>
    public void Accept(TokenSequence sequence)
    {
        _record.Clear();
        Span<byte> head = _record.Reserve(5);
        BinaryPrimitives.WriteInt32LittleEndian(head, sequence.Pieces.Length);
        head[4] = sequence.HasLoss ? (byte)1 : (byte)0;
        _record.Advance(5);
        foreach (ref readonly SequencePiece piece in sequence.Pieces)
        {
            Span<byte> entry = _record.Reserve(PieceBytes);
            BinaryPrimitives.WriteInt32LittleEndian(entry, piece.Length);
            BinaryPrimitives.WriteInt64LittleEndian(entry[4..], piece.Offset);
            BinaryPrimitives.WriteUInt128LittleEndian(entry[12..], piece.Document);
            entry[28] = piece.EndsDocument ? (byte)1 : (byte)0;
            _record.Advance(PieceBytes);
        }

        TokenBytes.Append(sequence.Ids[..sequence.TokenCount], width, _record);
        if (sequence.HasLoss)
        {
            _record.Append(sequence.Loss[..sequence.TokenCount]);
        }

        sorter.Add(ShuffleKeys.OfSequence(_count++, seed), _record.Bytes);
    }

    /// <summary>Passes all sequences on, in their new order.</summary>
    public void Finish() => sorter.Drain(this);

    /// <inheritdoc/>
    public void Accept(ReadOnlySpan<byte> record)
    {
        int pieces = BinaryPrimitives.ReadInt32LittleEndian(record);
        bool hasLoss = record[4] != 0;
        ReadOnlySpan<byte> table = record.Slice(5, pieces * PieceBytes);
        ReadOnlySpan<byte> rest = record[(5 + table.Length)..];
        int count = rest.Length / (width + (hasLoss ? 1 : 0));
        if (_ids.Length < count)
        {
            _ids = new int[Math.Max(count, 2 * _ids.Length)];
        }

        TokenBytes.Read(rest, width, _ids.AsSpan(0, count));
        ReadOnlySpan<byte> loss = hasLoss ? rest[(count * width)..] : default;
        _sequence.Clear();
        int start = 0;
        for (; !table.IsEmpty; table = table[PieceBytes..])
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(table);
            _sequence.Append(
                BinaryPrimitives.ReadUInt128LittleEndian(table[12..]),
                _ids.AsSpan(start, length),
                hasLoss ? loss.Slice(start, length) : default,
                BinaryPrimitives.ReadInt64LittleEndian(table[4..]),
                table[28] != 0);
            start += length;
        }

        sink.Accept(_sequence);
    }

    private const int PieceBytes = 29;
}
