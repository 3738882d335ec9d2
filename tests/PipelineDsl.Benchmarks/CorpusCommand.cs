using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>The command <c>corpus</c>: writes a corpus of any length from real texts, the same bytes on every machine.</summary>
internal static class CorpusCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "corpus --from FILE… --bytes SIZE --output DIR [--file-bytes SIZE] [--exact-duplicates RATE] [--near-duplicates RATE] [--seed N]";

    /// <summary>Runs it.</summary>
    public static int Run(CommandOptions options)
    {
        string[] sources = options.All("from");
        string folder = Path.GetFullPath(options.Required("output"));
        long bytes = CommandOptions.Size(options.Required("bytes"));
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "part-*.jsonl").Any())
        {
            throw new ArgumentException($"'{folder}' holds parts of a corpus already; name another folder, or remove them");
        }

        Directory.CreateDirectory(folder);
        long free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{folder}' has room for {free / 1e9:F1} GB only"));
        }

        CorpusPieces pieces = new();
        foreach (string source in sources)
        {
            pieces.AddFile(source);
        }

        if (pieces.Count == 0)
        {
            throw new ArgumentException("the files named by --from hold no text");
        }

        CorpusGenerator generator = new(pieces, (ulong)options.Number("seed", 1), options.Rate("exact-duplicates", 0.05), options.Rate("near-duplicates", 0.1));
        CorpusFiles files = new(generator, folder);
        files.Write(bytes, CommandOptions.Size(options.Text("file-bytes") ?? "1GB"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"corpus {files.Documents} documents, {files.Bytes} bytes, {files.Exact} exact copies, {files.Near} near copies, from {pieces.Count} pieces, xxh128 {files.Hash:x32}"));
        return 0;
    }
}
