using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl;

/// <summary>Counts on disk. A run is one table's words in cells by their hashes, so that the cells of all runs can be added up one after the other: memory holds a small part of all different words at a time.</summary>
internal static class WordCountRuns
{
    /// <summary>The number of cells.</summary>
    public const int Cells = 64;

    private const int RecordHeader = 12;

    /// <summary>Appends a table as a run: the lengths of the cells, then these; a record is the word's length (4 bytes), its count (8 bytes) and its bytes, little-endian.</summary>
    public static void Append(WordCounts counts, TextBuffer output)
    {
        Span<long> lengths = stackalloc long[Cells];
        lengths.Clear();
        List<int>[] words = new List<int>[Cells];
        for (int i = 0; i < counts.Count; i++)
        {
            int cell = Cell(counts.Hash(i));
            (words[cell] ??= []).Add(i);
            lengths[cell] += RecordHeader + counts.Word(i, out _).Length;
        }

        Span<byte> number = stackalloc byte[8];
        foreach (long length in lengths)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, length);
            output.Append(number);
        }

        foreach (List<int>? cell in words)
        {
            foreach (int i in cell ?? [])
            {
                ReadOnlySpan<byte> word = counts.Word(i, out long count);
                BinaryPrimitives.WriteInt32LittleEndian(number, word.Length);
                output.Append(number[..4]);
                BinaryPrimitives.WriteInt64LittleEndian(number, count);
                output.Append(number);
                output.Append(word);
            }
        }
    }

    /// <summary>Adds up one cell of all runs of a part.</summary>
    /// <param name="part">The part, seekable.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="counts">Takes the counts.</param>
    public static void Read(Stream part, int cell, WordCounts counts)
    {
        byte[] header = new byte[8 * Cells];
        byte[] record = new byte[1 << 10];
        while (part.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
        {
            long before = 0;
            long all = 0;
            for (int i = 0; i < Cells; i++)
            {
                before = i == cell ? all : before;
                all += BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8 * i));
            }

            long start = part.Position;
            long end = start + before + BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8 * cell));
            part.Position = start + before;
            while (part.Position < end)
            {
                part.ReadExactly(record, 0, RecordHeader);
                int length = BinaryPrimitives.ReadInt32LittleEndian(record);
                long count = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(4));
                if (length > record.Length)
                {
                    record = new byte[length];
                }

                part.ReadExactly(record, 0, length);
                counts.Add(record.AsSpan(0, length), count);
            }

            part.Position = start + all;
        }
    }

    // The lower bits choose the place in the table.
    private static int Cell(ulong hash) => (int)(hash >> 58);
}
