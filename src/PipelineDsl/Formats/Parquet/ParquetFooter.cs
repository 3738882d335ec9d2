using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace PipelineDsl;

/// <summary>What a Parquet file's footer says of the columns that some step names.</summary>
/// <param name="Columns">Those that can be read, in the file's order.</param>
/// <param name="Unfit">The slots of those that are of no field's type, and what they hold.</param>
/// <param name="Groups">The row groups.</param>
internal sealed record ParquetFooter(IReadOnlyList<ParquetColumnInfo> Columns, IReadOnlyList<(int Slot, string Found)> Unfit, IReadOnlyList<ParquetRowGroup> Groups)
{
    /// <summary>The file's end that is read first: most footers fit.</summary>
    private const int FirstTail = 64 << 10;

    /// <summary>The length and the magic number.</summary>
    private const int Trailer = 8;

    private const int MagicLength = 4;

    /// <summary>Reads the footer of a file.</summary>
    /// <param name="input">The file.</param>
    /// <param name="record">Says which columns are named.</param>
    /// <exception cref="CorruptInputException">It is no Parquet file, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ParquetFooter Read(RecordInput input, Record record)
    {
        long length = input.Length;
        if (length < MagicLength + Trailer)
        {
            throw new CorruptInputException($"a file of {length} bytes is no Parquet file");
        }

        byte[] tail = ReadRange(input, Math.Max(0, length - FirstTail), (int)Math.Min(length, FirstTail));
        if (!tail.AsSpan(^MagicLength).SequenceEqual("PAR1"u8))
        {
            throw tail.AsSpan(^MagicLength).SequenceEqual("PARE"u8)
                ? new IOException("the Parquet file is encrypted; decrypt it first")
                : new CorruptInputException("the file does not end as Parquet files do: it is none, or was cut");
        }

        long footer = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(^Trailer));
        if (footer > Math.Min(length - MagicLength - Trailer, Array.MaxLength))
        {
            throw new CorruptInputException($"the footer's length of {footer} bytes is not true");
        }

        ReadOnlySpan<byte> bytes = footer + Trailer <= tail.Length ? tail.AsSpan(tail.Length - Trailer - (int)footer, (int)footer) : ReadRange(input, length - Trailer - footer, (int)footer);
        return Parse(bytes, record, length - Trailer - footer);
    }

    private static byte[] ReadRange(RecordInput input, long offset, int length)
    {
        byte[] bytes = new byte[length];
        using Stream range = input.OpenRange(offset, length);
        if (range.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length)
        {
            throw new CorruptInputException("the file has become shorter");
        }

        return bytes;
    }

    private static ParquetFooter Parse(ReadOnlySpan<byte> bytes, Record record, long end)
    {
        ThriftReader thrift = new(bytes);
        List<ParquetColumnInfo>? columns = null;
        List<(int, string)> unfit = [];
        List<ParquetRowGroup> groups = [];
        int leaves = 0;
        int field = 0;
        while (thrift.Field(ref field) is > 0 and int type)
        {
            switch (field, type)
            {
                case (2, ThriftReader.List):
                    columns = Schema(ref thrift, record, unfit, out leaves);
                    break;
                case (4, ThriftReader.List):
                    for (int count = thrift.Elements(out _); count > 0 && !thrift.IsShort; count--)
                    {
                        groups.Add(Group(ref thrift, columns ?? throw new CorruptInputException("the footer has no schema"), leaves, end));
                    }

                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        return !thrift.IsShort && columns is not null ? new ParquetFooter(columns, unfit, groups) : throw new CorruptInputException("the footer is not complete");
    }

    /// <summary>Reads the elements of the schema: a tree, depth first, each with the number of those right below it.</summary>
    private static List<ParquetColumnInfo> Schema(ref ThriftReader thrift, Record record, List<(int, string)> unfit, out int leaves)
    {
        List<ParquetColumnInfo> columns = [];
        leaves = 0;
        int count = thrift.Elements(out _);
        long open = 0; // elements that belong to the group at the top that was met last
        for (int i = 0; i < count && !thrift.IsShort; i++)
        {
            SchemaElement element = SchemaElement.Read(ref thrift);
            if (i > 0 && open == 0)
            {
                int slot = record.Find(element.Name);
                string? found = element.Unfit;
                if (slot >= 0 && found is not null)
                {
                    unfit.Add((slot, found));
                }
                else if (slot >= 0)
                {
                    columns.Add(new ParquetColumnInfo(Encoding.UTF8.GetString(element.Name), slot, leaves, element.Type, element.IsOptional, element.IsUnsigned));
                }
            }
            else if (i > 0)
            {
                open--;
            }

            open += i > 0 ? element.Children : 0;
            leaves += i > 0 && element.IsLeaf ? 1 : 0;
        }

        return open == 0 ? columns : throw new CorruptInputException("the schema has fewer columns than it says");
    }

    private static ParquetRowGroup Group(ref ThriftReader thrift, List<ParquetColumnInfo> columns, int leaves, long end)
    {
        ParquetChunk[] chunks = new ParquetChunk[columns.Count];
        long rows = 0;
        int field = 0;
        while (thrift.Field(ref field) is > 0 and int type)
        {
            switch (field, type)
            {
                case (1, ThriftReader.List):
                    int count = thrift.Elements(out _);
                    if (count != leaves && !thrift.IsShort)
                    {
                        throw new CorruptInputException($"a row group has {count} columns, the schema {leaves}");
                    }

                    for (int leaf = 0; leaf < count && !thrift.IsShort; leaf++)
                    {
                        int column = columns.FindIndex(c => c.Leaf == leaf);
                        if (column < 0)
                        {
                            thrift.Skip(ThriftReader.Struct);
                        }
                        else
                        {
                            chunks[column] = ParquetChunk.Read(ref thrift, columns[column], end);
                        }
                    }

                    break;
                case (3, not ThriftReader.List):
                    rows = thrift.Integer();
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        foreach (ParquetChunk? chunk in chunks) // null where the group has no columns at all
        {
            if (!thrift.IsShort && (chunk is null || chunk.Values != rows))
            {
                throw new CorruptInputException($"a row group has {rows} rows, a column of it {chunk?.Values ?? 0} values");
            }
        }

        return rows >= 0 ? new ParquetRowGroup(rows, thrift.IsShort ? [] : chunks) : throw new CorruptInputException("a row group has fewer than no rows");
    }
}

/// <summary>A column that is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Slot">The field's slot.</param>
/// <param name="Leaf">Its place among all columns that hold values.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="IsOptional">Whether values may be null.</param>
/// <param name="IsUnsigned">Whether integers are without a sign.</param>
internal sealed record ParquetColumnInfo(string Name, int Slot, int Leaf, ParquetType Type, bool IsOptional, bool IsUnsigned);

/// <summary>A row group.</summary>
/// <param name="Rows">The number of its rows.</param>
/// <param name="Chunks">Where the columns' values lie.</param>
internal sealed record ParquetRowGroup(long Rows, ParquetChunk[] Chunks)
{
    /// <summary>Where the first of the chunks begins.</summary>
    public long Offset { get; } = Chunks.Length == 0 ? 0 : System.Linq.Enumerable.Min(Chunks, static c => c.Offset);
}

/// <summary>How values are stored.</summary>
internal enum ParquetType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLengthByteArray = 7,
}
