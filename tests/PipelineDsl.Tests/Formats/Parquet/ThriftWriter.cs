using System;
using System.Collections.Generic;
using System.Text;

namespace PipelineDsl.Tests.ParquetRows;

/// <summary>Writes structs in Thrift's compact protocol; fields in ascending order.</summary>
internal sealed class ThriftWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public ThriftWriter Int(int field, ref int last, long value)
    {
        Head(field, ref last, 6);
        Varint((ulong)((value << 1) ^ (value >> 63)));
        return this;
    }

    public ThriftWriter Int32(int field, ref int last, int value)
    {
        Head(field, ref last, 5);
        Varint((uint)((value << 1) ^ (value >> 31)));
        return this;
    }

    public ThriftWriter Bool(int field, ref int last, bool value)
    {
        Head(field, ref last, value ? 1 : 2);
        return this;
    }

    public ThriftWriter Text(int field, ref int last, string value)
    {
        Head(field, ref last, 8);
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    public ThriftWriter Struct(int field, ref int last, Action<ThriftWriter> content)
    {
        Head(field, ref last, 12);
        content(this);
        _bytes.Add(0);
        return this;
    }

    public ThriftWriter Structs<T>(int field, ref int last, IReadOnlyList<T> elements, Action<ThriftWriter, T> content)
    {
        Head(field, ref last, 9);
        if (elements.Count < 15)
        {
            _bytes.Add((byte)((elements.Count << 4) | 12));
        }
        else
        {
            _bytes.Add(0xFC);
            Varint((ulong)elements.Count);
        }

        foreach (T element in elements)
        {
            content(this, element);
            _bytes.Add(0);
        }

        return this;
    }

    public void End() => _bytes.Add(0);

    public static void Varint(List<byte> bytes, ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
    }

    private void Varint(ulong value) => Varint(_bytes, value);

    private void Head(int field, ref int last, int type)
    {
        if (field - last is > 0 and < 16)
        {
            _bytes.Add((byte)(((field - last) << 4) | type));
        }
        else
        {
            _bytes.Add((byte)type);
            Varint((ulong)(field << 1));
        }

        last = field;
    }
}
