using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl;

/// <summary>Reads Parquet files (github.com/apache/parquet-format): each row is a record, of which the columns that some step names become the document's fields. All other columns are not read.</summary>
/// <remarks>
/// <para>A field is a column at the top of the schema: strings and binary (which must be UTF-8), integers, numbers and truth values; null is the same as a missing field. Lists, groups, dates, decimals and bytes of a fixed length are no
/// field's type: rows whose field is one are rejected. Files may be compressed with Snappy, Zstandard, gzip, Brotli or LZ4 (raw), their pages be of version 1 or 2 in any encoding that writers use today.</para>
/// <para>Of each column one page is held in memory. Checksums of pages are checked where the writer left them. A damaged file is one rejection of <see cref="RejectReason.CorruptFile"/>; the rows before the damage are used.</para>
/// <para>In messages, a row's line is its number in the file, and its offset that of the first of the columns of its row group that are read.</para>
/// </remarks>
[Reader]
public sealed class ParquetRowsReader
{
    /// <summary>Up to how much of the next row group is fetched while one is read, in bytes: many small groups shall not wait for each request.</summary>
    private const long MostAhead = 32 << 20;

    private ParquetRowsReader()
    {
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="input">The file.</param>
    /// <param name="record">Takes the fields.</param>
    /// <exception cref="IOException">The file cannot be read, or needs something of the format that is not read.</exception>
    [Read]
    public static void Read(RecordInput input, Record record)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(record);
        input.MoveTo(1, 0, 0);
        try
        {
            ReadGroups(ParquetFooter.Read(input, record), input, record);
        }
        catch (CorruptInputException exception)
        {
            record.Reject(RejectReason.CorruptFile, exception.Message);
        }
    }

    private static void ReadGroups(ParquetFooter footer, RecordInput input, Record record)
    {
        using PageDecompressor decompressor = new();
        ParquetColumn[] columns = [.. footer.Columns.Select(c => new ParquetColumn(c, decompressor))];
        long rows = Math.Max(1, footer.Groups.Sum(static g => g.Rows));
        long row = 0;
        Queue<Stream[]> open = [];
        try
        {
            for (int i = 0; i < footer.Groups.Count; i++)
            {
                ParquetRowGroup group = footer.Groups[i];
                if (open.Count == 0)
                {
                    open.Enqueue(Open(group, input));
                }

                if (i + 1 < footer.Groups.Count && footer.Groups[i + 1].Chunks.Sum(static c => c.Length) <= MostAhead)
                {
                    open.Enqueue(Open(footer.Groups[i + 1], input));
                }

                Stream[] streams = open.Peek();
                for (int c = 0; c < columns.Length; c++)
                {
                    columns[c].Begin(group.Chunks[c], streams[c]);
                }

                for (long end = row + group.Rows; row < end; row++)
                {
                    input.MoveTo(row + 1, group.Offset, (long)(input.Length * (row / (double)rows)));
                    foreach (ParquetColumn column in columns)
                    {
                        column.SetNext(record);
                    }

                    foreach ((int slot, string found) in footer.Unfit)
                    {
                        record.SetWrongType(slot, found);
                    }

                    record.Emit();
                }

                Array.ForEach(open.Dequeue(), static s => s.Dispose());
            }
        }
        finally
        {
            foreach (Stream stream in open.SelectMany(static s => s))
            {
                stream.Dispose();
            }
        }
    }

    private static Stream[] Open(ParquetRowGroup group, RecordInput input) => [.. group.Chunks.Select(c => input.OpenRange(c.Offset, c.Length))];
}
