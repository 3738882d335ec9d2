using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Estimates what deduplications will take, from the beginnings of a few files: before a long run starts its user should know.</summary>
internal sealed class CorpusSample : IRecordSink
{
    private const int MostShards = 8;
    private const long TextPerShard = 1 << 20;
    private readonly long _most;
    private long _documents;
    private long _textBytes;

    private CorpusSample(long most) => _most = most;

    /// <summary>Tells the observer the estimates, if the pipeline has deduplications.</summary>
    public static void TellEstimates(RunState run)
    {
        if (run.Pipeline.Cuts.Count == 0 || run.Options.Observer is not { } observer)
        {
            return;
        }

        WorkerSlot worker = run.Worker(0);
        CorpusSize size = Measure(run, worker);
        observer.OnNote(string.Create(CultureInfo.InvariantCulture, $"about {size.Documents} documents, {Megabytes(size.TextBytes)} of text; between two phases the documents take as much disk"));
        for (int cut = 0; cut < run.Pipeline.Cuts.Count; cut++)
        {
            DedupEstimate estimate = worker.Code.Resolve(cut).Estimate(size);
            observer.OnNote(string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Pipeline.Cuts[cut].Rule.Step}: up to {Megabytes(estimate.MemoryBytes)} of memory, {Megabytes(estimate.DiskBytes)} of disk, if no rule before it drops anything"));
        }
    }

    /// <inheritdoc/>
    public void Accept(Document document)
    {
        _documents++;
        _textBytes += document.Text.Length;
        if (_textBytes >= _most)
        {
            throw new EnoughException();
        }
    }

    /// <inheritdoc/>
    public void Reject(Rejection rejection, ReadOnlySpan<byte> raw)
    {
    }

    /// <summary>Reads beginnings of files that are spread over the corpus, and reckons from the share of their bytes that was read.</summary>
    private static CorpusSize Measure(RunState run, WorkerSlot worker)
    {
        double documents = 0;
        double textBytes = 0;
        double sampled = 0;
        int step = Math.Max(1, run.Shards.Count / MostShards);
        foreach (Shard shard in run.Shards.Where((_, i) => i % step == 0).Take(MostShards))
        {
            CorpusSample sample = new(TextPerShard);
            try
            {
                using ShardInput input = ShardInput.Open(shard, run.Places, run.Options.MaxDocumentBytes, worker.Input, CancellationToken.None);
                double share = 1;
                try
                {
                    worker.Code.Read(shard.Source, input.Records, new Record(input.Records, run.Pipeline.Sources[shard.Source].Fields, worker.Document, sample));
                }
                catch (EnoughException)
                {
                    share = Math.Clamp(input.Records.FilePosition / (double)Math.Max(1, shard.Length), 1e-9, 1);
                }

                documents += sample._documents / share;
                textBytes += sample._textBytes / share;
                sampled += shard.Length;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The phase that reads the file says what is wrong with it.
            }
        }

        double all = run.Shards.Sum(static s => s.Length);
        double factor = sampled > 0 ? all / sampled : 0;
        worker.Document.Clear();
        return new CorpusSize((long)(documents * factor), (long)(textBytes * factor), run.Options.DedupMemoryBytes);
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e6):F0} MB");

    /// <summary>Ends the reader, which knows no other way to stop.</summary>
    private sealed class EnoughException : Exception;
}
