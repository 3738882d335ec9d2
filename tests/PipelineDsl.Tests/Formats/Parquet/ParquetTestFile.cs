using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using K4os.Compression.LZ4;
using Snappier;
using ZstdSharp;

namespace PipelineDsl.Tests.ParquetRows;

/// <summary>A column of a test: its values are null, string, long (as 32 or 64 bits), double (as 32 or 64 bits) or bool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Parquet's number of the type.</param>
/// <param name="IsOptional">Whether values may be null.</param>
/// <param name="Encoding">Parquet's number of the encoding; 8 writes a dictionary.</param>
/// <param name="Values">The values.</param>
internal sealed record TestColumn(string Name, int Type, bool IsOptional, int Encoding, object?[] Values)
{
    /// <summary>Parquet's number of the converted type, or -1.</summary>
    public int Converted { get; init; } = -1;

    /// <summary>Whether it is a list: a repeated column.</summary>
    public bool IsRepeated { get; init; }
}

/// <summary>How a test's file is written.</summary>
/// <param name="Codec">Parquet's number of the codec.</param>
/// <param name="IsVersion2">Whether its pages are of version 2.</param>
/// <param name="RowsOfGroup">Rows in a row group.</param>
/// <param name="RowsOfPage">Rows in a page.</param>
/// <param name="HasChecksums">Whether pages have checksums.</param>
internal sealed record TestLayout(int Codec, bool IsVersion2, int RowsOfGroup, int RowsOfPage, bool HasChecksums = true);

/// <summary>Writes Parquet files in every encoding that the reader knows, after github.com/apache/parquet-format, with libraries of others for compression.</summary>
internal static class ParquetTestFile
{
    public static byte[] Write(TestLayout layout, params TestColumn[] columns)
    {
        List<byte> file = [.. "PAR1"u8];
        int rows = columns.Max(static c => c.Values.Length);
        List<(int Rows, List<(TestColumn Column, long Start, long Data, long Length, int Values)> Chunks)> groups = [];
        for (int row = 0; row < rows; row += layout.RowsOfGroup)
        {
            int count = Math.Min(layout.RowsOfGroup, rows - row);
            List<(TestColumn, long, long, long, int)> chunks = [];
            foreach (TestColumn column in columns)
            {
                long start = file.Count;
                object?[] values = column.Values[row..(row + count)];
                object[] words = column.Encoding == 8 ? [.. values.Where(static v => v is not null).Distinct().Cast<object>()] : [];
                if (column.Encoding == 8)
                {
                    Page(file, layout, 2, words.Length, 0, 0, [], Plain(column.Type, words));
                }

                long data = file.Count;
                for (int i = 0; i < count; i += layout.RowsOfPage)
                {
                    object?[] page = values[i..Math.Min(count, i + layout.RowsOfPage)];
                    object[] present = [.. page.Where(static v => v is not null).Cast<object>()];
                    byte[] levels = column.IsOptional ? Hybrid([.. page.Select(static v => v is null ? 0 : 1)], 1, i % 2 == 0) : [];
                    Page(file, layout, layout.IsVersion2 ? 3 : 0, page.Length, page.Length - present.Length, column.Encoding, levels, Values(column, present, words));
                }

                chunks.Add((column, start, data, file.Count - start, count));
            }

            groups.Add((count, chunks));
        }

        byte[] footer = Footer(layout, columns, rows, groups);
        file.AddRange(footer);
        file.AddRange(Int32(footer.Length));
        file.AddRange("PAR1"u8);
        return [.. file];
    }

    private static void Page(List<byte> file, TestLayout layout, int kind, int values, int nulls, int encoding, byte[] levels, byte[] content)
    {
        byte[] before = kind == 3 ? levels : [];
        byte[] packed = kind == 0 && levels.Length > 0 ? [.. Int32(levels.Length), .. levels, .. content] : content;
        int unpacked = before.Length + packed.Length;
        packed = Compress(layout.Codec, packed);
        byte[] page = [.. before, .. packed];
        int last = 0;
        ThriftWriter thrift = new();
        thrift.Int32(1, ref last, kind).Int32(2, ref last, unpacked).Int32(3, ref last, page.Length);
        if (layout.HasChecksums)
        {
            thrift.Int32(4, ref last, (int)Crc32.HashToUInt32(page));
        }

        int inner = 0;
        switch (kind)
        {
            case 0:
                thrift.Struct(5, ref last, t =>
                {
                    t.Int32(1, ref inner, values).Int32(2, ref inner, encoding).Int32(3, ref inner, 3).Int32(4, ref inner, 3);
                    t.Struct(5, ref inner, static s => Statistics(s)); // is skipped
                });
                break;
            case 2:
                thrift.Struct(7, ref last, t => t.Int32(1, ref inner, values).Int32(2, ref inner, 0).Bool(3, ref inner, false));
                break;
            default:
                thrift.Struct(8, ref last, t => t.Int32(1, ref inner, values).Int32(2, ref inner, nulls).Int32(3, ref inner, values).Int32(4, ref inner, encoding).Int32(5, ref inner, levels.Length).Int32(6, ref inner, 0).Bool(7, ref inner, layout.Codec != 0));
                break;
        }

        thrift.End();
        file.AddRange(thrift.Bytes);
        file.AddRange(page);
    }

    private static void Statistics(ThriftWriter thrift)
    {
        int last = 0;
        thrift.Text(1, ref last, new string('m', 400)).Bool(7, ref last, true);
    }

    private static byte[] Footer(TestLayout layout, TestColumn[] columns, int rows, List<(int Rows, List<(TestColumn Column, long Start, long Data, long Length, int Values)> Chunks)> groups)
    {
        int last = 0;
        ThriftWriter thrift = new();
        thrift.Int32(1, ref last, 2);
        thrift.Structs(2, ref last, [null, .. columns], (t, column) =>
        {
            int inner = 0;
            if (column is null)
            {
                t.Text(4, ref inner, "root").Int32(5, ref inner, columns.Length);
                return;
            }

            t.Int32(1, ref inner, column.Type).Int32(3, ref inner, column.IsRepeated ? 2 : column.IsOptional ? 1 : 0).Text(4, ref inner, column.Name);
            if (column.Converted >= 0)
            {
                t.Int32(6, ref inner, column.Converted);
            }
        });
        thrift.Int(3, ref last, rows);
        thrift.Structs(4, ref last, groups, (t, group) =>
        {
            int inner = 0;
            t.Structs(1, ref inner, group.Chunks, (c, chunk) =>
            {
                int at = 0;
                c.Int(2, ref at, chunk.Start);
                c.Struct(3, ref at, m =>
                {
                    int member = 0;
                    m.Int32(1, ref member, chunk.Column.Type).Int32(4, ref member, layout.Codec).Int(5, ref member, chunk.Values).Int(6, ref member, chunk.Length).Int(7, ref member, chunk.Length).Int(9, ref member, chunk.Data);
                    if (chunk.Data != chunk.Start)
                    {
                        m.Int(11, ref member, chunk.Start);
                    }
                });
            });
            t.Int(2, ref inner, group.Chunks.Sum(static c => c.Length)).Int(3, ref inner, group.Rows);
        });
        thrift.Text(6, ref last, "test");
        thrift.End();
        return thrift.Bytes;
    }

    private static byte[] Values(TestColumn column, object[] values, object[] words) => column.Encoding switch
    {
        0 => Plain(column.Type, values),
        3 => Prefixed(Hybrid([.. values.Select(static v => (bool)v ? 1 : 0)], 1, values.Length % 2 == 0)),
        5 => Delta([.. values.Select(static v => (long)v)]),
        6 => Lengths(values),
        7 => Strings(values),
        8 => [(byte)Width(words.Length), .. Hybrid([.. values.Select(v => Array.IndexOf(words, v))], Width(words.Length), values.Length % 3 != 0)],
        9 => Split(Plain(column.Type, values), column.Type is 1 or 4 ? 4 : 8),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static int Width(int words) => words <= 1 ? 0 : 32 - int.LeadingZeroCount(words - 1);

    private static byte[] Plain(int type, object[] values)
    {
        if (type == 0)
        {
            byte[] bits = new byte[(values.Length + 7) / 8];
            for (int i = 0; i < values.Length; i++)
            {
                bits[i / 8] |= (byte)((bool)values[i] ? 1 << (i % 8) : 0);
            }

            return bits;
        }

        return [.. values.SelectMany(v => type switch
        {
            1 => Int32((int)(long)v),
            2 => Int64((long)v),
            4 => Int32(BitConverter.SingleToInt32Bits((float)(double)v)),
            5 => Int64(BitConverter.DoubleToInt64Bits((double)v)),
            _ => Utf8(v) is var text ? [.. Int32(text.Length), .. text] : [],
        })];
    }

    private static byte[] Utf8(object text) => Encoding.UTF8.GetBytes((string)text);

    private static byte[] Prefixed(byte[] content) => [.. Int32(content.Length), .. content];

    /// <summary>Runs where a value comes eight times, groups of eight elsewhere; or one run a value.</summary>
    private static byte[] Hybrid(int[] values, int width, bool isPacked)
    {
        List<byte> bytes = [];
        for (int i = 0; i < values.Length;)
        {
            int run = 1;
            while (i + run < values.Length && values[i + run] == values[i])
            {
                run++;
            }

            if (!isPacked || run >= 8)
            {
                ThriftWriter.Varint(bytes, (ulong)run << 1);
                bytes.AddRange(Int32(values[i]).Take((width + 7) / 8));
                i += run;
                continue;
            }

            ThriftWriter.Varint(bytes, 3); // one group
            bytes.AddRange(Bits([.. Enumerable.Range(i, 8).Select(n => n < values.Length ? (ulong)values[n] : 0)], width));
            i += 8;
        }

        return [.. bytes];
    }

    private static byte[] Bits(ulong[] values, int width)
    {
        byte[] bytes = new byte[((values.Length * width) + 7) / 8];
        for (int i = 0; i < values.Length; i++)
        {
            for (int b = 0; b < width; b++)
            {
                int bit = (i * width) + b;
                bytes[bit / 8] |= (byte)(((values[i] >> b) & 1) << (bit % 8));
            }
        }

        return bytes;
    }

    /// <summary>Blocks of 128 values, four miniblocks of 32.</summary>
    private static byte[] Delta(long[] values)
    {
        List<byte> bytes = [];
        ThriftWriter.Varint(bytes, 128);
        ThriftWriter.Varint(bytes, 4);
        ThriftWriter.Varint(bytes, (ulong)values.Length);
        ThriftWriter.Varint(bytes, Zigzag(values.Length > 0 ? values[0] : 0));
        long[] deltas = [.. values.Skip(1).Select((v, i) => v - values[i])];
        foreach (long[] block in deltas.Chunk(128))
        {
            long least = block.Min();
            ThriftWriter.Varint(bytes, Zigzag(least));
            ulong[][] miniblocks = [.. block.Chunk(32).Select(m => m.Select(d => (ulong)(d - least)).ToArray())];
            int[] widths = [.. miniblocks.Select(static m => 64 - (int)ulong.LeadingZeroCount(m.Max()))];
            bytes.AddRange(widths.Select(static w => (byte)w).Concat(Enumerable.Repeat((byte)0, 4 - widths.Length)));
            for (int i = 0; i < miniblocks.Length; i++)
            {
                bytes.AddRange(Bits([.. miniblocks[i], .. new ulong[32 - miniblocks[i].Length]], widths[i]));
            }
        }

        return [.. bytes];
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static byte[] Lengths(object[] values)
    {
        byte[][] texts = [.. values.Select(Utf8)];
        return [.. Delta([.. texts.Select(static t => (long)t.Length)]), .. texts.SelectMany(static t => t)];
    }

    private static byte[] Strings(object[] values)
    {
        byte[][] texts = [.. values.Select(Utf8)];
        int[] shared = [.. texts.Select((t, i) => i == 0 ? 0 : t.AsSpan().CommonPrefixLength(texts[i - 1]))];
        return
        [
            .. Delta([.. shared.Select(static s => (long)s)]),
            .. Delta([.. texts.Select((t, i) => (long)(t.Length - shared[i]))]),
            .. texts.SelectMany((t, i) => t[shared[i]..]),
        ];
    }

    private static byte[] Split(byte[] plain, int width)
    {
        int count = plain.Length / width;
        return [.. Enumerable.Range(0, plain.Length).Select(i => plain[((i % Math.Max(1, count)) * width) + (i / Math.Max(1, count))])];
    }

    private static byte[] Compress(int codec, byte[] content)
    {
        switch (codec)
        {
            case 1:
                return Snappy.CompressToArray(content);
            case 2:
                return Through(content, static m => new GZipStream(m, CompressionLevel.Fastest, leaveOpen: true));
            case 4:
                return Through(content, static m => new BrotliStream(m, CompressionLevel.Fastest, leaveOpen: true));
            case 6:
                using (Compressor zstd = new(3))
                {
                    return zstd.Wrap(content).ToArray();
                }

            case 7:
                byte[] packed = new byte[LZ4Codec.MaximumOutputSize(content.Length)];
                return packed[..Math.Max(0, LZ4Codec.Encode(content, packed))];
            default:
                return content;
        }
    }

    private static byte[] Through(byte[] content, Func<Stream, Stream> compress)
    {
        using MemoryStream packed = new();
        using (Stream stream = compress(packed))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Int32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Int64(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
