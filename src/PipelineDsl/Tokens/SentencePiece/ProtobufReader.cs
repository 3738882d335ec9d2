using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>Reads a message in the wire format of Protocol Buffers, field by field (protobuf.dev/programming-guides/encoding).</summary>
/// <param name="message">The message.</param>
/// <param name="what">What the message is, for messages of errors.</param>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message, string what)
{
    private const int MaxVarintBytes = 10;

    private readonly ReadOnlySpan<byte> _message = message;
    private readonly string _what = what;
    private int _place;

    /// <summary>The number of the field that <see cref="Read"/> came to.</summary>
    public int Field { get; private set; }

    /// <summary>The field's bytes; empty for a number.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The field's number, or its four or eight bytes as one; 0 for bytes.</summary>
    public ulong Number { get; private set; }

    /// <summary>The field as a single-precision number.</summary>
    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)Number);

    /// <summary>The field as a truth value.</summary>
    public readonly bool Truth => Number != 0;

    /// <summary>The field as an integer.</summary>
    public readonly int Integer => unchecked((int)Number);

    /// <summary>Goes to the next field.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The message is cut off, or is none.</exception>
    public bool Read()
    {
        if (_place == _message.Length)
        {
            return false;
        }

        ulong tag = Varint();
        if (tag >> 3 is 0 or > 0x1FFF_FFFF)
        {
            throw Wrong("a field has no valid number");
        }

        Field = (int)(tag >> 3);
        Bytes = default;
        Number = 0;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw Wrong($"field {Field} has the wire type {tag & 7}, which is none in use");
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int i = 0; i < MaxVarintBytes; i++)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Wrong("a number has more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_message.Length - _place))
        {
            throw Wrong($"it is cut off: {count} bytes are to follow, {_message.Length - _place} do");
        }

        ReadOnlySpan<byte> taken = _message.Slice(_place, (int)count);
        _place += (int)count;
        return taken;
    }

    private readonly InvalidDataException Wrong(string how) => new($"{_what} is no valid message at byte {_place}: {how}");
}
