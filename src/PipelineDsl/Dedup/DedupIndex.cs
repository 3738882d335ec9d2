using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>Files of sorted records that one run writes and other runs read: what was published already, so that duplicates of it are found.</summary>
/// <remarks>
/// A head of 256 bytes (magic, version, bytes of a record, number of records, bytes behind them, what kind of records with which settings, as UTF-8), then the records as they lie in memory,
/// little-endian, then what they refer to, if they do.
/// </remarks>
public static class DedupIndex
{
    private const int HeadBytes = 256;
    private const int TextAt = 32;
    private const int Version = 1;

    /// <summary>Adds the records of saved indexes to runs, before these are sealed.</summary>
    /// <param name="runs">What they are added to.</param>
    /// <param name="context">Finds the files.</param>
    /// <param name="pattern">The files, relative to the project's folder; null adds nothing.</param>
    /// <param name="kind">What kind of index is wanted.</param>
    /// <param name="settings">The settings it must have been made with.</param>
    /// <exception cref="RunException">There is no such file, or it is none, or of another kind or other settings.</exception>
    public static unsafe void AddTo<T>(SortedRuns<T> runs, DedupContext context, string? pattern, string kind, string settings)
        where T : unmanaged, ISortedRecord<T>
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(context);
        foreach (string path in context.FindIndexes(pattern))
        {
            runs.AddForeign(Open<T>(path, kind, settings).Records);
        }
    }

    /// <summary>Writes an index.</summary>
    /// <param name="context">Makes the file, which is published with the run's outputs.</param>
    /// <param name="name">Its name, relative to the output folder.</param>
    /// <param name="kind">What kind of index it is.</param>
    /// <param name="settings">The settings that whoever reads it must have.</param>
    /// <param name="records">The records, in their order, as they are to be found: <see cref="SurvivorOrder.Indexed"/>.</param>
    public static void Write<T>(DedupContext context, string name, string kind, string settings, IEnumerable<T> records)
        where T : unmanaged, ISortedRecord<T>
        => Write(context, name, kind, settings, records, static _ => { });

    /// <summary>Writes an index with something behind its records.</summary>
    internal static unsafe void Write<T>(DedupContext context, string name, string kind, string settings, IEnumerable<T> records, Action<DatasetFile> writeRest)
        where T : unmanaged, ISortedRecord<T>
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(records);
        DatasetFile file = context.CreateOutput(name);
        byte[] head = new byte[HeadBytes];
        file.Write(head);
        long count = 0;
        using (RecordWriter<T> writer = new(file))
        {
            foreach (T record in records)
            {
                writer.Write(in record);
                count++;
            }
        }

        long recordsEnd = file.Length;
        writeRest(file);
        "PDSL-IDX"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), sizeof(T));
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), count);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(24), file.Length - recordsEnd);
        byte[] text = Encoding.UTF8.GetBytes(Describe(kind, settings));
        if (text.Length > HeadBytes - TextAt)
        {
            throw new ArgumentException($"the settings of an index have at most {HeadBytes - TextAt} bytes with its kind", nameof(settings));
        }

        text.CopyTo(head, TextAt);
        file.Patch(0, head);
        context.Report("indexedKeys", count);
    }

    /// <summary>Looks into an index.</summary>
    /// <exception cref="RunException">It is none, or of another kind or other settings.</exception>
    internal static unsafe (SortedRun Records, long RestBytes) Open<T>(string path, string kind, string settings)
        where T : unmanaged, ISortedRecord<T>
    {
        (long count, long rest) = ReadHead(path, Describe(kind, settings), sizeof(T));
        return (new SortedRun(path, HeadBytes, count), rest);
    }

    private static string Describe(string kind, string settings) => $"{kind} {settings}";

    private static (long Count, long RestBytes) ReadHead(string path, string wanted, int recordBytes)
    {
        byte[] head = new byte[HeadBytes];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !head.AsSpan(0, 8).SequenceEqual("PDSL-IDX"u8))
        {
            throw Wrong(path, "it is no index; name a file that a deduplication with the option 'index' has written");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(8));
        long count = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(16));
        long rest = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(24));
        string found = Encoding.UTF8.GetString(head.AsSpan(TextAt)).TrimEnd('\0');
        return version != Version ? throw Wrong(path, $"its version is {version}, this library reads {Version}; write it again")
            : found != wanted ? throw Wrong(path, $"it was made for '{found}', the step needs '{wanted}'; give both steps the same options")
            : BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(12)) != recordBytes || file.Length != HeadBytes + (count * recordBytes) + rest
                ? throw Wrong(path, $"its head names {count} records of {recordBytes} bytes and {rest} bytes more, but the file has {file.Length} bytes: it is cut short or damaged; write it again")
            : (count, rest);
    }

    private static RunException Wrong(string path, string why) => new("PDSL2017", $"'{path}' cannot be used as an index: {why}", path);
}
