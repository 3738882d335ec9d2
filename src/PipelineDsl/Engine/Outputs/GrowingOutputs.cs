using System;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>The output files of a run in one process, which grow while the shards of the last phase are at work, so that in the end neither the processor nor the disk has much left to do.</summary>
/// <param name="work">Where they lie until they are published.</param>
internal sealed class GrowingOutputs(WorkFolder work) : IDisposable
{
    private readonly Lock _opening = new();
    private JoinedFile?[]? _files;

    /// <summary>The last phase of a shard is done; it may be done again.</summary>
    /// <param name="run">The run.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="commit">What it left.</param>
    public void Offer(RunState run, int shard, ActionCommit commit)
    {
        foreach (JoinedFile? file in Open(run))
        {
            file?.Offer(shard, commit);
        }
    }

    /// <summary>Joins the parts that are there.</summary>
    /// <param name="cancellation">Stops it.</param>
    public void Grow(CancellationToken cancellation)
    {
        foreach (JoinedFile? file in _files ?? [])
        {
            file?.Grow(cancellation);
        }
    }

    /// <summary>The file of an output, to be made by someone else from here on; null if the output is not joined of parts.</summary>
    /// <param name="run">The run.</param>
    /// <param name="output">The output's number, from 0.</param>
    public JoinedFile? File(RunState run, int output) => Open(run)[output];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (JoinedFile? file in _files ?? [])
        {
            file?.Dispose();
        }
    }

    private JoinedFile?[] Open(RunState run)
    {
        lock (_opening)
        {
            if (_files is null)
            {
                JoinedFile?[] files = new JoinedFile?[run.Worker(0).Writers.Count];
                for (int i = 0; i < files.Length; i++)
                {
                    OutputWriter writer = run.Worker(0).Writers[i];
                    files[i] = writer is CorpusWriter ? null : new JoinedFile(writer.FileName, ShardFiles.Part(i), run.Shards.Count, work, () => run.Meter?.PartDone());
                }

                _files = files;
            }

            return _files;
        }
    }
}
