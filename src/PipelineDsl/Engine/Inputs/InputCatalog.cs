using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
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

        Scan(files, unknown, scanned, options, cancellation);
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

        void Scan(List<InputFile> files, List<int> unknown, ScannedFile?[] scanned, RunOptions options, CancellationToken cancellation)
        {
            int next = -1;
            Exception?[] failures = new Exception?[unknown.Count];
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

            void Work()
            {
                FileScanner scanner = new(places, options.SliceBytes, RecordInput.LongestPiece(options.MaxDocumentBytes));

                // Files are taken in order and those that were taken are read to their end, so that of several that cannot be read it is always the first that is told of.
                for (int i = Interlocked.Increment(ref next); i < unknown.Count && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
                {
                    InputFile file = files[unknown[i]];
                    try
                    {
                        scanned[unknown[i]] = Ask(file, () => scanner.Scan(file, Lines(file), cancellation));
                    }
                    catch (Exception exception)
                    {
                        failures[i] = exception;
                        stop.Cancel();
                    }
                }
            }

            Thread[] threads = [.. Enumerable.Range(1, Math.Clamp(options.Workers, 1, Math.Max(1, unknown.Count)) - 1).Select(_ => new Thread(Work) { IsBackground = true, Name = "inputs" })];
            Array.ForEach(threads, static t => t.Start());
            Work();
            Array.ForEach(threads, static t => t.Join());
            cancellation.ThrowIfCancellationRequested();
            if (Array.Find(failures, static f => f is not null) is { } failure)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
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
