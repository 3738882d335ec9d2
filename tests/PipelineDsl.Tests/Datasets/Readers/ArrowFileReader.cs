using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>Arrow IPC files of lists of integers (arrow.apache.org/docs/format/Columnar.html), their FlatBuffers read by hand.</summary>
internal static class ArrowFileReader
{
    public static Dictionary<string, int[][]> Read(string path, out Dictionary<string, string> metadata, out int batches)
    {
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal("ARROW1\0\0"u8.ToArray(), file[..8]);
        Assert.Equal("ARROW1"u8.ToArray(), file[^6..]);
        int length = file.Int32(file.Length - 10);
        Table footer = Table.Root(file, file.Length - 10 - length);
        Table schema = footer.Child(1);
        metadata = schema.Tables(2).ToDictionary(static t => t.Text(0), static t => t.Text(1));
        List<(string Name, int Bits)> fields = [];
        foreach (Table field in schema.Tables(1))
        {
            Assert.Equal(12, field.Byte(2)); // List
            Table child = Assert.Single(field.Tables(5));
            Assert.Equal(2, child.Byte(2)); // Int
            fields.Add((field.Text(0), child.Child(3).Int32(0)));
            Assert.Equal(1, child.Child(3).Byte(1)); // signed
        }

        Dictionary<string, List<int[]>> columns = fields.ToDictionary(static f => f.Name, static _ => new List<int[]>());
        (int at, int count) = footer.Vector(3);
        batches = count;
        for (int i = 0; i < count; i++)
        {
            int block = at + (24 * i);
            long offset = file.Int64(block);
            int metadataLength = file.Int32(block + 8);
            Assert.Equal(0, offset % 8);
            Assert.Equal(-1, file.Int32(offset)); // continuation
            Table message = Table.Root(file, (int)offset + 8);
            Assert.Equal(3, message.Byte(1)); // RecordBatch
            Batch(file, message.Child(2), offset + metadataLength, fields, columns);
        }

        return columns.ToDictionary(static c => c.Key, static c => c.Value.ToArray());
    }

    private static void Batch(byte[] file, Table batch, long body, List<(string Name, int Bits)> fields, Dictionary<string, List<int[]>> columns)
    {
        long rows = batch.Int64(0);
        (int nodes, int nodeCount) = batch.Vector(1);
        (int buffers, int bufferCount) = batch.Vector(2);
        Assert.Equal((2 * fields.Count, 4 * fields.Count), (nodeCount, bufferCount));
        for (int f = 0; f < fields.Count; f++)
        {
            Assert.Equal(rows, file.Int64(nodes + (32 * f)));
            Assert.Equal((0L, 0L), (file.Int64(nodes + (32 * f) + 8), file.Int64(nodes + (32 * f) + 24))); // no nulls

            // Of the list: validity, offsets; of its child: validity, values.
            long offsets = body + file.Int64(buffers + (64 * f) + 16);
            long values = body + file.Int64(buffers + (64 * f) + 48);
            int[] starts = file.Int32s(offsets, rows + 1);
            for (int r = 0; r < rows; r++)
            {
                columns[fields[f].Name].Add(fields[f].Bits == 8
                    ? [.. Enumerable.Range(starts[r], starts[r + 1] - starts[r]).Select(i => (int)(sbyte)file[values + i])]
                    : file.Int32s(values + (4L * starts[r]), starts[r + 1] - starts[r]));
            }
        }
    }

    /// <summary>A table of a FlatBuffer: its fields are found through its virtual table.</summary>
    private sealed class Table(byte[] file, int at)
    {
        public static Table Root(byte[] file, int start) => new(file, start + file.Int32(start));

        public byte Byte(int field) => Place(field) is > 0 and int place ? file[place] : (byte)0;

        public int Int32(int field) => Place(field) is > 0 and int place ? file.Int32(place) : 0;

        public long Int64(int field) => Place(field) is > 0 and int place ? file.Int64(place) : 0;

        public Table Child(int field) => new(file, Reference(Place(field)));

        public string Text(int field)
        {
            int start = Reference(Place(field));
            return Encoding.UTF8.GetString(file, start + 4, file.Int32(start));
        }

        public (int At, int Count) Vector(int field)
        {
            if (Place(field) == 0)
            {
                return (0, 0);
            }

            int start = Reference(Place(field));
            return (start + 4, file.Int32(start));
        }

        public Table[] Tables(int field)
        {
            (int start, int count) = Vector(field);
            return [.. Enumerable.Range(0, count).Select(i => new Table(file, Reference(start + (4 * i))))];
        }

        private int Reference(int place) => place + file.Int32(place);

        private int Place(int field)
        {
            int virtualTable = at - file.Int32(at);
            int entry = 4 + (2 * field);
            int offset = entry < file.UInt16(virtualTable) ? file.UInt16(virtualTable + entry) : 0;
            return offset == 0 ? 0 : at + offset;
        }
    }
}
