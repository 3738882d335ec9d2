using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>safetensors, read as its specification says.</summary>
internal static class SafetensorsReader
{
    public static Dictionary<string, (long[] Shape, long[] Elements)> Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int length = checked((int)file.Int64(0));
        Assert.Equal(0, length % 8);
        Dictionary<string, (long[], long[])> tensors = [];
        long end = 0;
        foreach (JsonProperty tensor in JsonDocument.Parse(Encoding.UTF8.GetString(file, 8, length)).RootElement.EnumerateObject())
        {
            if (tensor.Name == "__metadata__")
            {
                Assert.All(tensor.Value.EnumerateObject(), static p => Assert.Equal(JsonValueKind.String, p.Value.ValueKind));
                continue;
            }

            long[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(static s => s.GetInt64())];
            long count = shape.Aggregate(1L, static (product, size) => product * size);
            long[] offsets = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(static s => s.GetInt64())];
            Assert.Equal(end, offsets[0]);
            end = offsets[1];
            long at = 8 + length + offsets[0];
            (int width, long[] elements) = tensor.Value.GetProperty("dtype").GetString() switch
            {
                "I32" => (4, file.Int32s(at, count).Select(static i => (long)i).ToArray()),
                "I64" => (8, file.Int64s(at, count)),
                "U8" => (1, file.Skip((int)at).Take((int)count).Select(static b => (long)b).ToArray()),
                _ => throw new InvalidDataException(),
            };
            Assert.Equal(count * width, offsets[1] - offsets[0]);
            tensors[tensor.Name] = (shape, elements);
        }

        Assert.Equal(file.Length, 8 + length + end);
        return tensors;
    }
}
