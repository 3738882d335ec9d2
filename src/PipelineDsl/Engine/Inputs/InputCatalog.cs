using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Makes the corpus's files into shards, each with the hash of its content.</summary>
internal static class InputCatalog
{
    /// <summary>
    /// The length at which a file of lines is cut into slices, in bytes: long enough that opening and joining do not show, short enough that two workers end together. The outputs' bytes may depend on it (compressed parts are joined),
    /// so it is the same for every run.
    /// </summary>
    public const long SliceBytes = 32 << 20;

    /// <summary>From how much there is to read the observer is told of it.</summary>
    private const long WorthTelling = 1L << 30;

    /// <summary>The shards of all sources, in the order of <see cref="ShardList.Expand"/>; the slices of a file in their own.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Says which patterns to use, what they are relative to, and how many workers read.</param>
    /// <param name="storeDirectory">The store in which it is remembered what was read (<see cref="InputMemory"/>), or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">A pattern matches no file, or a file cannot be read or changes meanwhile.</exception>
    public static List<Shard> Expand(PipelineDefinition pipeline, RunOptions options, string? storeDirectory, CancellationToken cancellation)
        => List(pipeline, options, InputMemory.Open(storeDirectory, pipeline, options), cancellation);

    /// <summary>The same with a memory of the caller's.</summary>
    public static List<Shard> List(PipelineDefinition pipeline, RunOptions options, InputMemory memory, CancellationToken cancellation)
    {
        InputPlaces places = new(new ObjectBuckets(options.Storage));
        List<InputFile> files = ShardList.Expand(pipeline, options, places, cancellation);
        ScannedFile?[] scanned = new ScannedFile?[files.Count];
        List<int> unknown = [];
        long bytes = 0;
        for (int i = 0; i < files.Count; i++)
        {
            scanned[i] = Ask(files[i], () => InputPlaces.Known(files[i], IsCut(files[i])) ?? memory.Find(files[i], Lines(files[i])));
            if (scanned[i] is null)
            {
                unknown.Add(i);
                bytes += Ask(files[i], () => InputPlaces.StampOf(files[i]).Bytes);
            }
        }

        if (bytes >= WorthTelling)
        {
            options.Observer?.OnNote(string.Create(CultureInfo.InvariantCulture, $"{unknown.Count} of {files.Count} input files are new or changed: {Math.Ceiling(bytes / 1e6):F0} MB are read once to know what they hold"));
        }

        Scan(files, unknown, scanned);
        memory.Save([.. files.Select((file, i) => (File: file, Scanned: scanned[i]!)).Where(f => f.File.Object is null || IsCut(f.File)).Select(f => (f.File.Path, Lines(f.File), f.Scanned))]);

        List<Shard> shards = [];
        for (int i = 0; i < files.Count; i++)
        {
            foreach (InputSlice slice in scanned[i]!.Slices)
            {
                shards.Add(new Shard(
                    shards.Count,
                    files[i].Source,
                    files[i].Path,
                    files[i].Name,
                    slice.Offset,
                    slice.Length,
                    slice.FirstLine,
                    slice.FirstRecord,
                    slice.Records,
                    slice.Hash,
                    scanned[i]!.Hash,
                    scanned[i]!.Stamp.Bytes)
                {
                    Version = files[i].Object?.Version,
                });
            }
        }

        return shards;

        LineRecords Lines(InputFile file) => pipeline.Sources[file.Source].Lines;

        bool IsCut(InputFile file) => Lines(file) != LineRecords.None && !InputDecoder.IsCompressed(file.Path) && InputPlaces.StampOf(file).Bytes >= 2 * options.SliceBytes;

        void Scan(List<InputFile> files, List<int> unknown, ScannedFile?[] scanned)
        {
            using ThreadLocal<FileScanner> scanner = new(() => new FileScanner(places, options.SliceBytes, RecordInput.LongestPiece(options.MaxDocumentBytes)));
            InputStretch[][] stretches = new InputStretch[unknown.Count][];
            InOrder(
                unknown.Count,
                options.Workers,
                i =>
                {
                    InputFile file = files[unknown[i]];
                    stretches[i] = Ask(file, () => FileScanner.Divide(file, IsCut(file), options.SliceBytes, cancellation));
                },
                cancellation);
            (int File, InputStretch Stretch)[] all = [.. stretches.SelectMany(static (s, i) => s.Select(stretch => (i, stretch)))];
            ScannedStretch[] read = new ScannedStretch[all.Length];
            InOrder(
                all.Length,
                options.Workers,
                i =>
                {
                    InputFile file = files[unknown[all[i].File]];
                    read[i] = Ask(file, () => scanner.Value!.Scan(file, Lines(file), all[i].Stretch, cancellation));
                },
                cancellation);
            int next = 0;
            for (int i = 0; i < stretches.Length; next += stretches[i++].Length)
            {
                scanned[unknown[i]] = ScannedFile.Of(stretches[i][0].Stamp, read.AsSpan(next, stretches[i].Length));
            }
        }
    }

    /// <summary>Does pieces of work on several threads. They are taken in order and those that were taken are done to their end, so that of several that fail it is always the first whose failure is thrown.</summary>
    private static void InOrder(int count, int workers, Action<int> piece, CancellationToken cancellation)
    {
        int next = -1;
        Exception?[] failures = new Exception?[count];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        void Work()
        {
            for (int i = Interlocked.Increment(ref next); i < count && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
            {
                try
                {
                    piece(i);
                }
                catch (Exception exception)
                {
                    failures[i] = exception;
                    stop.Cancel();
                }
            }
        }

        Thread[] threads = [.. Enumerable.Range(1, Math.Clamp(workers, 1, Math.Max(1, count)) - 1).Select(_ => new Thread(Work) { IsBackground = true, Name = "inputs" })];
        Array.ForEach(threads, static t => t.Start());
        Work();
        Array.ForEach(threads, static t => t.Join());
        cancellation.ThrowIfCancellationRequested();
        if (Array.Find(failures, static f => f is not null) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static T Ask<T>(InputFile file, Func<T> question)
    {
        try
        {
            return question();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ShardInput.Unreadable(file.Path, exception);
        }
    }
}
