using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using ZstdSharp;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>Parquet files of lists of 32-bit integers (github.com/apache/parquet-format): footer, data pages of version 1, levels in the RLE and bit-packing hybrid, plain values.</summary>
internal static class ParquetTableReader
{
    public static Dictionary<string, int[][]> Read(string path, out Dictionary<string, string> metadata, out int rowGroups)
    {
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal("PAR1"u8.ToArray(), file[..4]);
        Assert.Equal("PAR1"u8.ToArray(), file[^4..]);
        Dictionary<int, object> footer = new ThriftReader(file, file.Length - 8 - file.Int32(file.Length - 8)).Struct();
        Dictionary<string, List<int[]>> columns = [];
        List<object> groups = (List<object>)footer[4];
        CheckSchema((List<object>)footer[2]);
        foreach (Dictionary<int, object> group in groups.Cast<Dictionary<int, object>>())
        {
            foreach (Dictionary<int, object> chunk in ((List<object>)group[1]).Cast<Dictionary<int, object>>())
            {
                Dictionary<int, object> column = (Dictionary<int, object>)chunk[3];
                Assert.Equal(1L, column[1]); // INT32
                Assert.Equal(6L, column[4]); // ZSTD
                string[] name = [.. ((List<object>)column[3]).Select(static n => Encoding.UTF8.GetString((byte[])n))];
                Assert.Equal(["list", "element"], name[1..]);
                List<int[]> rows = columns.TryGetValue(name[0], out List<int[]>? known) ? known : columns[name[0]] = [];
                int before = rows.Count;
                Pages(file, (int)(long)column[9], (long)column[5], rows);
                Assert.Equal((long)group[3], rows.Count - before);
            }
        }

        metadata = ((List<object>)footer[5]).Cast<Dictionary<int, object>>().ToDictionary(static p => Encoding.UTF8.GetString((byte[])p[1]), static p => Encoding.UTF8.GetString((byte[])p[2]));
        rowGroups = groups.Count;
        Assert.All(columns.Values, rows => Assert.Equal((long)footer[3], rows.Count));
        return columns.ToDictionary(static c => c.Key, static c => c.Value.ToArray());
    }

    /// <summary>A root, and for each column a group of three levels: optional LIST, repeated list, required element.</summary>
    private static void CheckSchema(List<object> schema)
    {
        Dictionary<int, object>[] elements = [.. schema.Cast<Dictionary<int, object>>()];
        for (int i = 1; i < elements.Length; i += 3)
        {
            Assert.Equal((1L, 3L), ((long)elements[i][3], (long)elements[i][6])); // optional, LIST
            Assert.Equal((2L, "list"), ((long)elements[i + 1][3], Encoding.UTF8.GetString((byte[])elements[i + 1][4]))); // repeated
            Assert.Equal(0L, elements[i + 2][3]); // required
        }
    }

    private static void Pages(byte[] file, int at, long values, List<int[]> rows)
    {
        List<int>? row = null;
        while (values > 0)
        {
            ThriftReader reader = new(file, at);
            Dictionary<int, object> page = reader.Struct();
            Assert.Equal(0L, page[1]); // data page, version 1
            int packed = (int)(long)page[3];
            using Decompressor zstd = new();
            byte[] data = zstd.Unwrap(file.AsSpan(reader.At, packed)).ToArray();
            Assert.Equal((long)page[2], data.Length);
            Dictionary<int, object> header = (Dictionary<int, object>)page[5];
            int count = (int)(long)header[1];
            Assert.Equal((0L, 3L, 3L), ((long)header[2], (long)header[3], (long)header[4])); // plain, RLE, RLE
            int start = 0;
            int[] repetitions = Levels(data, ref start, 1, count);
            int[] definitions = Levels(data, ref start, 2, count);
            Assert.All(definitions, static d => Assert.Equal(2, d));
            int[] plain = data.Int32s(start, count);
            Assert.Equal(data.Length, start + (4 * count));
            for (int i = 0; i < count; i++)
            {
                if (repetitions[i] == 0)
                {
                    if (row is not null)
                    {
                        rows.Add([.. row]);
                    }

                    row = [];
                }

                row!.Add(plain[i]);
            }

            at = reader.At + packed;
            values -= count;
        }

        rows.Add([.. row!]);
    }

    private static int[] Levels(byte[] data, ref int at, int bits, int count)
    {
        int end = at + 4 + data.Int32(at);
        int place = at + 4;
        List<int> levels = [];
        while (levels.Count < count)
        {
            int header = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte next = data[place++];
                header |= (next & 127) << shift;
                if (next < 128)
                {
                    break;
                }
            }

            if ((header & 1) == 0)
            {
                levels.AddRange(Enumerable.Repeat((int)data[place++], header >> 1));
                continue;
            }

            for (int i = 0; i < (header >> 1) * 8; i++)
            {
                int level = 0;
                for (int b = 0; b < bits; b++)
                {
                    int bit = (i * bits) + b;
                    level |= ((data[place + (bit / 8)] >> (bit % 8)) & 1) << b;
                }

                levels.Add(level);
            }

            place += (header >> 1) * bits;
        }

        Assert.Equal(end, place);
        at = end;
        return [.. levels.Take(count)];
    }
}
