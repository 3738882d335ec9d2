using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Counts what one task does. Belongs to the task's thread; others may read at any time.</summary>
internal sealed class TaskMeter : IDisposable
{
    private readonly RunMeter _run;
    private readonly Activity? _activity;
    private readonly long _started = Stopwatch.GetTimestamp();
    private Counters _counters;
    private bool _ended;

    /// <summary>Called by <see cref="RunMeter.BeginTask"/>.</summary>
    internal TaskMeter(RunMeter run, Activity? activity)
    {
        _run = run;
        _activity = activity;
    }

    /// <summary>Documents read so far.</summary>
    public long Documents => Volatile.Read(ref _counters.Documents);

    /// <summary>Documents kept so far.</summary>
    public long Kept => Volatile.Read(ref _counters.Kept);

    /// <summary>Bytes of input read so far.</summary>
    public long Bytes => Volatile.Read(ref _counters.Bytes);

    /// <summary>Counts a document, or a record that was rejected.</summary>
    public void Count(bool kept)
    {
        Volatile.Write(ref _counters.Documents, _counters.Documents + 1);
        if (kept)
        {
            Volatile.Write(ref _counters.Kept, _counters.Kept + 1);
        }
    }

    /// <summary>Says how many bytes of its input the task has read, as they lie on disk.</summary>
    public void At(long bytes) => Volatile.Write(ref _counters.Bytes, bytes);

    /// <summary>Ends a task that has succeeded.</summary>
    /// <param name="ledger">What became of its documents, or null if it has none.</param>
    public void Done(Ledger? ledger = null)
    {
        _ended = true;
        _run.End(this, ledger, Stopwatch.GetElapsedTime(_started));
        _activity?.SetTag("pipelinedsl.documents", Documents).SetTag("pipelinedsl.kept", Kept).SetTag("pipelinedsl.input.bytes", Bytes);
        _activity?.Dispose();
    }

    /// <summary>Ends a task that is not done: it has failed or was cancelled. What it counted is taken back.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            _run.Fail(this);
            _activity?.SetStatus(ActivityStatusCode.Error);
            _activity?.Dispose();
        }
    }

    /// <summary>Wide enough that the counters of two tasks, written by two threads, never share a line of the cache.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Counters
    {
        public long Documents;
        public long Kept;
        public long Bytes;
    }
}
