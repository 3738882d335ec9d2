using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>Thrift's compact protocol, read without a schema: a struct is a dictionary by field id, a list a list, a number a long, a string its bytes.</summary>
internal sealed class ThriftReader(byte[] bytes, int at)
{
    public int At { get; private set; } = at;

    public Dictionary<int, object> Struct()
    {
        Dictionary<int, object> fields = [];
        int id = 0;
        for (byte head = bytes[At++]; head != 0; head = bytes[At++])
        {
            int delta = head >> 4;
            id = delta == 0 ? (int)ZigZag() : id + delta;
            fields[id] = Value(head & 15);
        }

        return fields;
    }

    private object Value(int type) => type switch
    {
        1 => 1L,
        2 => 0L,
        3 => (long)(sbyte)bytes[At++],
        4 or 5 or 6 => ZigZag(),
        7 => Skip(8),
        8 => Bytes(),
        9 or 10 => List(),
        12 => Struct(),
        _ => throw new InvalidDataException($"thrift type {type}"),
    };

    private List<object> List()
    {
        byte head = bytes[At++];
        int count = head >> 4 == 15 ? (int)Varint() : head >> 4;
        List<object> list = [];
        for (int i = 0; i < count; i++)
        {
            list.Add(Value((head & 15) == 2 ? 3 : head & 15));
        }

        return list;
    }

    private byte[] Bytes()
    {
        int length = (int)Varint();
        byte[] value = bytes[At..(At + length)];
        At += length;
        return value;
    }

    private long Skip(int count)
    {
        At += count;
        return 0L;
    }

    private long ZigZag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[At++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }
    }
}
