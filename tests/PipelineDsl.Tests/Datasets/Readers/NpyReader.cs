using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>The NPY format, version 1.0 (numpy.lib.format).</summary>
internal static class NpyReader
{
    public static (long[] Elements, long[] Shape, string Type) Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], file[..8]);
        int length = file.UInt16(8);
        Assert.Equal(0, (10 + length) % 64);
        string header = Encoding.ASCII.GetString(file, 10, length);
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Match match = Regex.Match(header, @"^\{'descr': '([<|][ui]\d)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$");
        Assert.True(match.Success, header);
        string type = match.Groups[1].Value;
        long[] shape = [.. match.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static s => long.Parse(s, CultureInfo.InvariantCulture))];
        long count = shape.Aggregate(1L, static (product, size) => product * size);
        int at = 10 + length;
        long[] elements = type switch
        {
            "<u2" => [.. file.UInt16s(at, count).Select(static i => (long)i)],
            "<u4" => [.. file.Int32s(at, count).Select(static i => (long)i)],
            "<u8" => file.Int64s(at, count),
            "|u1" => [.. file.Skip(at).Select(static b => (long)b)],
            _ => throw new InvalidDataException(type),
        };
        Assert.Equal(at + (count * (type[2] - '0')), file.Length);
        return (elements, shape, type);
    }
}
