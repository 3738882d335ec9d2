using System;
using System.IO;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>Megatron's indexed dataset, read as megatron/core/datasets/indexed_dataset.py does.</summary>
internal static class MegatronReader
{
    public static int[][] Read(string prefix, out long[] documents)
    {
        byte[] idx = File.ReadAllBytes(prefix + ".idx");
        byte[] bin = File.ReadAllBytes(prefix + ".bin");
        Assert.Equal("MMIDIDX\0\0"u8.ToArray(), idx[..9]);
        Assert.Equal(1, idx.Int64(9));
        int width = idx[17] switch { 4 => 4, 8 => 2, _ => throw new InvalidDataException("data type") };
        long count = idx.Int64(18);
        long borders = idx.Int64(26);
        int[] lengths = idx.Int32s(34, count);
        long[] offsets = idx.Int64s(34 + (4 * count), count);
        documents = idx.Int64s(34 + (12 * count), borders);
        Assert.Equal(34 + (12 * count) + (8 * borders), idx.Length);
        int[][] sequences = new int[count][];
        long end = 0;
        for (int i = 0; i < count; i++)
        {
            sequences[i] = width == 2 ? bin.UInt16s(offsets[i], lengths[i]) : bin.Int32s(offsets[i], lengths[i]);
            end = Math.Max(end, offsets[i] + ((long)lengths[i] * width));
        }

        Assert.Equal(end, bin.Length);
        return sequences;
    }
}
