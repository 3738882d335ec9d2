using System;

namespace PipelineDsl.Runner.Watching;

/// <summary>What can be said of a stage beside its counts.</summary>
/// <param name="Elapsed">Since the stage began.</param>
/// <param name="DocumentsPerSecond">Lately; when the stage has ended, over all of it.</param>
/// <param name="BytesPerSecond">Of input, lately; when the stage has ended, over all of it.</param>
/// <param name="KeptShare">Kept of read documents, 0 to 1; null if none was read.</param>
/// <param name="DoneShare">How much of the stage, or of its present step, is done, 0 to 1.</param>
/// <param name="Left">How long the stage will take at its late rate; null if that cannot be said.</param>
/// <param name="MemoryBytes">Physical memory of the process.</param>
internal readonly record struct ProgressFigures(
    TimeSpan Elapsed,
    double DocumentsPerSecond,
    double BytesPerSecond,
    double? KeptShare,
    double DoneShare,
    TimeSpan? Left,
    long MemoryBytes);
