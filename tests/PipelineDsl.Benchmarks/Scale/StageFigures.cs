using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using PipelineDsl.Engine;

namespace PipelineDsl.Benchmarks;

/// <summary>Prints a line for each stage of a run: what it took.</summary>
/// <param name="folders">The store and the output folder: what is in them is what the run holds on the disk.</param>
internal sealed class StageFigures(params string[] folders) : IRunObserver
{
    private readonly Stopwatch _wall = Stopwatch.StartNew();
    private TimeSpan _wallBefore;
    private ProcessTime _before = ProcessTime.Now;
    private string _stage = "inputs";

    /// <summary>The most memory that was in use in any stage, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        if (progress.StageName != _stage)
        {
            End($"{_stage}:");
            _stage = progress.StageName;
        }

        if (progress.IsStageEnd)
        {
            End(string.Create(CultureInfo.InvariantCulture, $"{_stage}: {progress.Tasks} tasks ({progress.TasksCached} found), {progress.Documents} documents, {progress.Kept} kept,"));
            _stage = "";
        }
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding) => Console.WriteLine($"{finding.Id}: {finding.Message}");

    /// <inheritdoc/>
    public void OnNote(string text) => Console.WriteLine($"  {text}");

    /// <summary>Prints what has been used since the last line.</summary>
    public void End(string what)
    {
        ProcessTime now = ProcessTime.Now;
        TimeSpan wall = _wall.Elapsed;
        if (what != ":")
        {
            ProcessTime used = now - _before;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"stage {what} {(wall - _wallBefore).TotalSeconds:F1} s, CPU {used.Cpu.TotalSeconds:F1} s, read {used.Read / 1e6:F0} MB, written {used.Written / 1e6:F0} MB, on disk {folders.Sum(Size) / 1e6:F0} MB, peak memory {ResidentMemory.PeakBytes / 1e6:F0} MB"));
            PeakBytes = Math.Max(PeakBytes, ResidentMemory.PeakBytes);
            ResidentMemory.ForgetPeak();
        }

        (_before, _wallBefore) = (now, wall);
    }

    private static long Size(string folder)
        => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Sum(Length) : 0;

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // it was there a moment ago
        }
    }
}
