using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>MosaicML's shards, read as streaming/base/format/mds/reader.py and encodings.py do.</summary>
internal static class MdsReader
{
    public static Dictionary<string, int[]>[] Read(string folder)
    {
        List<Dictionary<string, int[]>> samples = [];
        JsonElement index = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "index.json"))).RootElement;
        Assert.Equal(2, index.GetProperty("version").GetInt32());
        foreach (JsonElement shard in index.GetProperty("shards").EnumerateArray())
        {
            Assert.Equal("mds", shard.GetProperty("format").GetString());
            Assert.Equal(JsonValueKind.Null, shard.GetProperty("compression").ValueKind);
            string[] names = [.. shard.GetProperty("column_names").EnumerateArray().Select(static n => n.GetString()!)];
            string[] encodings = [.. shard.GetProperty("column_encodings").EnumerateArray().Select(static n => n.GetString()!)];
            int?[] sizes = [.. shard.GetProperty("column_sizes").EnumerateArray().Select(static n => n.ValueKind == JsonValueKind.Null ? (int?)null : n.GetInt32())];
            Assert.Equal(names.Order(StringComparer.Ordinal), names);
            byte[] file = File.ReadAllBytes(Path.Combine(folder, shard.GetProperty("raw_data").GetProperty("basename").GetString()!));
            Assert.Equal(shard.GetProperty("raw_data").GetProperty("bytes").GetInt64(), file.Length);
            int count = shard.GetProperty("samples").GetInt32();
            Assert.Equal(count, file.Int32(0));
            int[] offsets = file.Int32s(4, count + 1);
            JsonElement configuration = JsonDocument.Parse(Encoding.UTF8.GetString(file, 4 + (4 * (count + 1)), offsets[0] - (4 + (4 * (count + 1))))).RootElement;
            Assert.Equal(shard.GetProperty("size_limit").GetInt64(), configuration.GetProperty("size_limit").GetInt64());
            Assert.True(count == 1 || file.Length <= shard.GetProperty("size_limit").GetInt64());
            Assert.Equal(file.Length, offsets[count]);
            for (int i = 0; i < count; i++)
            {
                samples.Add(Sample(file[offsets[i]..offsets[i + 1]], names, encodings, sizes));
            }
        }

        return [.. samples];
    }

    private static Dictionary<string, int[]> Sample(byte[] sample, string[] names, string[] encodings, int?[] sizes)
    {
        int head = 0;
        int[] lengths = [.. sizes.Select(size => size ?? sample.Int32(4 * head++))];
        int at = 4 * head;
        Dictionary<string, int[]> columns = [];
        for (int c = 0; c < names.Length; c++)
        {
            byte[] data = sample[at..(at + lengths[c])];
            at += lengths[c];
            string[] encoding = encodings[c].Split(':');
            Assert.Equal(["ndarray", "int32"], encoding[..2]);
            int start = 0;
            if (encoding.Length == 2)
            {
                Assert.Equal(1, data[0] >> 2);
                int shape = (data[0] & 3) switch { 0 => data[1], 1 => data.UInt16(1), 2 => data.Int32(1), _ => throw new InvalidDataException() };
                start = 1 + (1 << (data[0] & 3));
                Assert.Equal(4 * shape, data.Length - start);
            }

            columns[names[c]] = data.Int32s(start, (data.Length - start) / 4);
        }

        Assert.Equal(sample.Length, at);
        return columns;
    }
}
