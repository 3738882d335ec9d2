using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>Outputs in an object storage.</summary>
/// <remarks>
/// All files are uploaded without being seen; only when the last byte of the last one has arrived the old manifest goes, each upload is completed, and the new manifest is the last. Each object has the hash of its content with it:
/// what is there already is not uploaded again, and where nothing has changed nothing is touched.
/// </remarks>
internal sealed class ObjectOutput : OutputPlace
{
    private const int Questions = 16;
    private readonly ObjectBuckets _buckets;
    private readonly ObjectAddress _prefix;
    private readonly IRunObserver? _observer;

    /// <summary>Outputs below an address.</summary>
    /// <param name="options">Name the address, and the folder in which files lie meanwhile.</param>
    /// <param name="buckets">The object storages.</param>
    public ObjectOutput(RunOptions options, ObjectBuckets buckets)
    {
        _buckets = buckets;
        _prefix = buckets.Parse(NameOf(options.OutputDirectory));
        Name = _prefix.ToString();
        _observer = options.Observer;
        string work = options.WorkDirectory ?? (options.StoreDirectory is { } store ? Path.Combine(store, "outputs") : throw new RunException(
            "PDSL2086",
            $"outputs in an object storage ('{Name}') need a folder in which they lie until they are uploaded; name one with --work, or a store with --store",
            Name));
        ControlFolder = Path.GetFullPath(Path.Combine(work, Hash128.Of(Encoding.UTF8.GetBytes(Name)).ToString()));
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string ControlFolder { get; }

    /// <inheritdoc/>
    public override string FullName(string file) => AddressOf(file).ToString();

    /// <inheritdoc/>
    public override void Check(CancellationToken cancellation) => _buckets.Ask(_prefix, s => AnyAsync(s, _prefix.Name + Manifest.FileName, cancellation), cancellation);

    /// <inheritdoc/>
    public override Hash128? HashOfManifest(CancellationToken cancellation)
    {
        if (ReadManifest(cancellation) is not { } manifest)
        {
            return null;
        }

        string[] files = Manifest.FilesIn(manifest);
        return files.Length > 0 && Find(files, cancellation).All(static f => f is not null) ? Hash128.Of(manifest) : null;
    }

    /// <inheritdoc/>
    public override void Publish(WorkFolder work, IReadOnlyList<OutputFile> files, OutputFile manifest, CancellationToken cancellation)
    {
        UploadJournal journal = new(ControlFolder);
        Abandon(journal, cancellation);
        string[] stale = [.. (ReadManifest(cancellation) is { } previous ? Manifest.FilesIn(previous) : []).Except(files.Select(static f => f.Name), StringComparer.Ordinal)];
        OutputFile[] all = [.. files, manifest];
        StoredObject?[] there = Find([.. all.Select(static f => f.Name), Publisher.FailedRejectsFile], cancellation);
        OutputFile[] changed = [.. all.Where((f, i) => there[i] is not { } one || one.Length != f.Bytes || one.Hash != Hash(f))];
        if (changed.Length == 0 && stale.Length == 0 && there[^1] is null)
        {
            return;
        }

        // The old manifest goes, so the new one must come even if it is the same.
        OutputFile[] uploaded = [.. changed.Where(f => f != manifest)];
        if (uploaded.Length > 0)
        {
            _observer?.OnNote(string.Create(CultureInfo.InvariantCulture, $"{uploaded.Length} of {files.Count} files are new or changed: {Math.Ceiling(uploaded.Sum(static f => f.Bytes) / 1e6):F0} MB are uploaded to '{Name}'"));
        }

        StagedUpload[] uploads = Stage(work, [.. uploaded, manifest], journal, cancellation);

        // From here on it is a matter of moments, and nothing is gained by stopping half way.
        Delete([manifest.Name, Publisher.FailedRejectsFile]);
        ForEach(uploaded.Length, Questions, i => CompleteAsync(uploaded[i], uploads[i]), CancellationToken.None);
        Delete(stale);
        ForEach(1, 1, _ => CompleteAsync(manifest, uploads[^1]), CancellationToken.None);
        journal.Delete();
    }

    /// <inheritdoc/>
    public override void PublishBeside(WorkFolder work, OutputFile file, CancellationToken cancellation)
    {
        UploadJournal journal = new(ControlFolder);
        Abandon(journal, cancellation);
        StagedUpload[] uploads = Stage(work, [file], journal, cancellation);
        ForEach(1, 1, _ => CompleteAsync(file, uploads[0]), CancellationToken.None);
        journal.Delete();
    }

    private static string Hash(OutputFile file) => file.Hash.ToString();

    private ObjectAddress AddressOf(string file) => _prefix.With(_prefix.Name + file);

    private static void ForEach(int count, int atOnce, Func<int, Task> action, CancellationToken cancellation)
        => Task.Run(() => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation }, (i, _) => new ValueTask(action(i))), CancellationToken.None).GetAwaiter().GetResult();

    private byte[]? ReadManifest(CancellationToken cancellation) => ObjectFile.Read(_buckets, AddressOf(Manifest.FileName), cancellation);

    private StoredObject?[] Find(string[] files, CancellationToken cancellation)
    {
        StoredObject?[] found = new StoredObject?[files.Length];
        ForEach(
            files.Length,
            Questions,
            async i =>
            {
                ObjectAddress address = AddressOf(files[i]);
                found[i] = await _buckets.AskAsync(address, s => s.FindAsync(address.Name, cancellation), cancellation).ConfigureAwait(false);
            },
            cancellation);
        return found;
    }

    private void Delete(string[] files) => ForEach(
        files.Length,
        Questions,
        async i =>
        {
            ObjectAddress address = AddressOf(files[i]);
            await _buckets.AskAsync(address, s => DoneAsync(s.DeleteAsync(address.Name, CancellationToken.None)), CancellationToken.None).ConfigureAwait(false);
        },
        CancellationToken.None);

    /// <summary>Uploads files that nobody sees yet.</summary>
    private StagedUpload[] Stage(WorkFolder work, OutputFile[] files, UploadJournal journal, CancellationToken cancellation)
    {
        StagedUpload[] uploads = new StagedUpload[files.Length];
        try
        {
            ForEach(files.Length, Math.Max(1, _buckets.Transfer.Uploads), async i => uploads[i] = await StageAsync(work, files[i], journal, cancellation).ConfigureAwait(false), cancellation);
            return uploads;
        }
        catch
        {
            TryAbandon(journal);
            throw;
        }
    }

    private async Task<StagedUpload> StageAsync(WorkFolder work, OutputFile file, UploadJournal journal, CancellationToken cancellation)
    {
        const int Granule = 1 << 20;
        const int PartsAtOnce = 2;
        ObjectAddress address = AddressOf(file.Name);
        StagedUpload upload = await _buckets.AskAsync(address, s => s.BeginUploadAsync(address.Name, Hash(file), cancellation), cancellation).ConfigureAwait(false);
        if (upload.Id.Length > 0)
        {
            journal.Add(address.Name, upload.Id);
        }

        long least = (file.Bytes + _buckets.Of(address).MaxParts - 1) / _buckets.Of(address).MaxParts;
        long partBytes = Math.Max(_buckets.Transfer.PartBytes, least > _buckets.Transfer.PartBytes ? (least + Granule - 1) / Granule * Granule : 0);
        int parts = (int)((file.Bytes + partBytes - 1) / partBytes);
        using Microsoft.Win32.SafeHandles.SafeFileHandle content = File.OpenHandle(work.FullName(ShardFiles.Final(file.Name)), FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        await Parallel.ForAsync(
            0,
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellation },
            async (part, stop) =>
            {
                int length = (int)Math.Min(partBytes, file.Bytes - (part * partBytes));
                byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(length);
                for (int filled = 0; filled < length;)
                {
                    int count = await RandomAccess.ReadAsync(content, buffer.AsMemory(filled, length - filled), (part * partBytes) + filled, stop).ConfigureAwait(false);
                    filled += count > 0 ? count : throw new EndOfStreamException($"'{file.Name}' is shorter than what was written");
                }

                await _buckets.AskAsync(address, _ => DoneAsync(upload.WriteAsync(part, buffer.AsMemory(0, length), stop)), stop).ConfigureAwait(false);

                // Not after a failure: a request that was given up may still read it.
                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            }).ConfigureAwait(false);
        return upload;
    }

    private async Task CompleteAsync(OutputFile file, StagedUpload upload)
    {
        ObjectAddress address = AddressOf(file.Name);
        try
        {
            await _buckets.AskAsync(address, _ => DoneAsync(upload.CompleteAsync(CancellationToken.None)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (RunException exception) when (exception.Id == ObjectFinding.Gone)
        {
            // An answer may have been lost: then it is complete, and a second try finds no such upload.
            StoredObject? found = await _buckets.AskAsync(address, s => s.FindAsync(address.Name, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
            if (found?.Hash != Hash(file))
            {
                throw;
            }
        }
    }

    /// <summary>Gives up what runs into this place have begun that were killed.</summary>
    private void Abandon(UploadJournal journal, CancellationToken cancellation)
    {
        (string Name, string Id)[] left = journal.Read();
        ForEach(
            left.Length,
            Questions,
            async i =>
            {
                ObjectAddress address = _prefix.With(left[i].Name);
                await _buckets.AskAsync(address, s => DoneAsync(s.AbandonUploadAsync(left[i].Name, left[i].Id, cancellation)), cancellation).ConfigureAwait(false);
            },
            cancellation);
        journal.Delete();
    }

    /// <summary>The same after a failure, which is what is told of: what cannot be given up now is given up by the next run.</summary>
    private void TryAbandon(UploadJournal journal)
    {
        try
        {
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(5));
            Abandon(journal, patience.Token);
        }
        catch (Exception exception) when (exception is RunException or OperationCanceledException or IOException)
        {
            // It is in the journal still.
        }
    }

    private static async Task<bool> AnyAsync(ObjectStorage storage, string prefix, CancellationToken cancellation)
    {
        await foreach (StoredObject _ in storage.ListAsync(prefix, cancellation).ConfigureAwait(false))
        {
            return true;
        }

        return false;
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }
}
