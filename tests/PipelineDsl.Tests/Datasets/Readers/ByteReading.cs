using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Tests.Datasets.Readers;

/// <summary>Numbers out of bytes, for the readers that are written from the formats' specifications.</summary>
internal static class ByteReading
{
    public static int Int32(this byte[] bytes, long at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(checked((int)at)));

    public static long Int64(this byte[] bytes, long at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(checked((int)at)));

    public static ushort UInt16(this byte[] bytes, long at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(checked((int)at)));

    public static int[] UInt16s(this byte[] bytes, long at, long count) => [.. Enumerable.Range(0, (int)count).Select(i => (int)bytes.UInt16(at + (2 * i)))];

    public static int[] Int32s(this byte[] bytes, long at, long count) => [.. Enumerable.Range(0, (int)count).Select(i => bytes.Int32(at + (4 * i)))];

    public static long[] Int64s(this byte[] bytes, long at, long count) => [.. Enumerable.Range(0, (int)count).Select(i => bytes.Int64(at + (8 * i)))];

    /// <summary>A flat list cut at the ends that a table names.</summary>
    public static int[][] Cut(IReadOnlyList<int> ids, IEnumerable<long> ends)
    {
        List<int[]> pieces = [];
        int start = 0;
        foreach (long end in ends)
        {
            pieces.Add([.. ids.Skip(start).Take((int)end - start)]);
            start = (int)end;
        }

        return [.. pieces];
    }
}

/// <summary>A row of a table of sequences.</summary>
internal sealed record ColumnRow(int[] InputIds, int[] Labels, int[] AttentionMask, int[] PositionIds)
{
    public override string ToString() => $"{string.Join(' ', InputIds)} | {string.Join(' ', Labels)} | {string.Join(' ', AttentionMask)} | {string.Join(' ', PositionIds)}";
}
