using System;

namespace PipelineDsl;

/// <summary>Reads values of Thrift's compact protocol (github.com/apache/thrift, thrift-compact-protocol.md), in which Parquet's footers and page headers are written.</summary>
/// <remarks>It never reads behind the end: there everything is 0, which ends structs, and <see cref="IsShort"/> says so.</remarks>
/// <param name="bytes">What is read.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    public const int True = 1;
    public const int False = 2;
    public const int Binary = 8;
    public const int List = 9;
    public const int Struct = 12;
    private const int DeepestStruct = 32;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Goes to the next field of a struct.</summary>
    /// <param name="field">The number of the field before it, 0 at first; becomes that of this one.</param>
    /// <returns>Its type; 0 at the struct's end.</returns>
    public int Field(ref int field)
    {
        byte head = Byte();
        if (head == 0 || IsShort)
        {
            return 0;
        }

        field = head >> 4 > 0 ? field + (head >> 4) : (int)Integer();
        return head & 15;
    }

    /// <summary>An integer of any width.</summary>
    public long Integer()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>The same where it must fit in 32 bits.</summary>
    /// <exception cref="CorruptInputException">It does not.</exception>
    public int Int() => Integer() is >= int.MinValue and <= int.MaxValue and long value ? (int)value : throw Malformed();

    /// <summary>A string or bytes.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        ulong length = Varint();
        if (length > (ulong)(_bytes.Length - Position))
        {
            IsShort = true;
            return [];
        }

        Position += (int)length;
        return _bytes.Slice(Position - (int)length, (int)length);
    }

    /// <summary>The beginning of a list.</summary>
    /// <param name="type">The type of its elements.</param>
    /// <returns>How many there are.</returns>
    public int Elements(out int type)
    {
        byte head = Byte();
        type = head & 15;
        ulong count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        if (count > (ulong)(_bytes.Length - Position)) // each takes a byte at least
        {
            IsShort = true;
            return 0;
        }

        return (int)count;
    }

    /// <summary>Goes over a value.</summary>
    /// <exception cref="CorruptInputException">There is no such type, or structs in structs have no end.</exception>
    public void Skip(int type) => Skip(type, DeepestStruct);

    private void Skip(int type, int depth)
    {
        if (depth == 0)
        {
            throw Malformed();
        }

        switch (type)
        {
            case True or False: // of a field the type is the value; an element has a byte, see below
                break;
            case 3:
                Byte();
                break;
            case 4 or 5 or 6:
                Varint();
                break;
            case 7:
                Advance(sizeof(double));
                break;
            case Binary:
                Bytes();
                break;
            case List or 10:
                int count = Elements(out int element);
                SkipAll(count, element, depth);
                break;
            case 11:
                int pairs = (int)Math.Min(Varint(), (ulong)_bytes.Length);
                byte types = pairs > 0 ? Byte() : (byte)0;
                for (int i = 0; i < pairs && !IsShort; i++)
                {
                    SkipAll(1, types >> 4, depth);
                    SkipAll(1, types & 15, depth);
                }

                break;
            case Struct:
                int field = 0;
                while (Field(ref field) is > 0 and int member)
                {
                    Skip(member, depth - 1);
                }

                break;
            default:
                throw Malformed();
        }
    }

    private void SkipAll(int count, int type, int depth)
    {
        for (int i = 0; i < count && !IsShort; i++)
        {
            if (type is True or False)
            {
                Byte();
            }
            else
            {
                Skip(type, depth - 1);
            }
        }
    }

    private static CorruptInputException Malformed() => new("the metadata of the Parquet file are malformed");

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw Malformed();
    }

    private byte Byte()
    {
        if (Position == _bytes.Length)
        {
            IsShort = true;
            return 0;
        }

        return _bytes[Position++];
    }

    private void Advance(int count)
    {
        IsShort |= count > _bytes.Length - Position;
        Position = Math.Min(Position + count, _bytes.Length);
    }
}
