using System;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>Runs independent tasks on threads of their own.</summary>
internal static class WorkerThreads
{
    /// <summary>Runs tasks and waits for all. Each thread takes the next that nobody has taken.</summary>
    /// <param name="threads">The number of threads; with one, the caller's own is used.</param>
    /// <param name="tasks">The number of tasks.</param>
    /// <param name="task">Runs a task: the thread's number, the task's.</param>
    /// <param name="cancellation">Stops it between two tasks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>If a task fails the others are stopped and its failure is thrown, as it is.</remarks>
    public static void Run(int threads, int tasks, Action<int, int> task, CancellationToken cancellation)
    {
        if (threads <= 1 || tasks <= 1)
        {
            for (int i = 0; i < tasks; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                task(0, i);
            }

            return;
        }

        int next = -1;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Work(int thread)
        {
            try
            {
                for (int i = Interlocked.Increment(ref next); i < tasks; i = Interlocked.Increment(ref next))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    task(thread, i);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }

        Task[] workers = [.. Enumerable.Range(0, Math.Min(threads, tasks)).Select(t => Task.Factory.StartNew(() => Work(t), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Task.WaitAll(workers, CancellationToken.None);
        }
        catch (AggregateException exception)
        {
            // One task failed and the others were stopped because of it: its failure is the one to report.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions.FirstOrDefault(static e => e is not OperationCanceledException) ?? exception.InnerExceptions[0]);
        }
    }
}
