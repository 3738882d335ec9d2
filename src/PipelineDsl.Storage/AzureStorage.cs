using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace PipelineDsl.Storage;

/// <summary>A container of Azure Blob Storage. Blocks that are not committed are what is staged; a version is an ETag.</summary>
/// <param name="container">Reaches the container.</param>
public sealed class AzureStorage(BlobContainerClient container) : ObjectStorage
{
    private const string HashKey = "pipelinedsl_hash";
    private const string FolderKey = "hdi_isfolder";

    /// <inheritdoc/>
    public override int MaxParts => 50_000;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        IAsyncEnumerator<Page<BlobItem>> pages = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellation).AsPages().GetAsyncEnumerator(cancellation);
        await using (pages.ConfigureAwait(false))
        {
            while (await AskAsync(async () => await pages.MoveNextAsync().ConfigureAwait(false), cancellation).ConfigureAwait(false))
            {
                // In accounts with folders these are listed too.
                foreach (BlobItem found in pages.Current.Values.Where(static b => b.Metadata?.ContainsKey(FolderKey) != true))
                {
                    yield return new StoredObject(found.Name, found.Properties.ContentLength ?? 0, Version(found.Properties.ETag!.Value));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<StoredObject?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            BlobProperties found = await AskAsync(async () => (await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellation).ConfigureAwait(false)).Value, cancellation).ConfigureAwait(false);
            return new StoredObject(name, found.ContentLength, Version(found.ETag), found.Metadata.TryGetValue(HashKey, out string? hash) ? hash : null);
        }
        catch (ObjectStorageException exception) when (exception.Failure == ObjectFailure.NoObject)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(string name, string version, long offset, long length, CancellationToken cancellation)
    {
        BlobDownloadOptions options = new() { Range = new HttpRange(offset, length), Conditions = new BlobRequestConditions { IfMatch = new ETag($"\"{version}\"") } };
        BlobDownloadStreamingResult found = await AskAsync(async () => (await container.GetBlobClient(name).DownloadStreamingAsync(options, cancellation).ConfigureAwait(false)).Value, cancellation).ConfigureAwait(false);
        if (found.Details.ContentLength != length)
        {
            found.Dispose();
            throw new ObjectStorageException(ObjectFailure.Refused, string.Create(CultureInfo.InvariantCulture, $"it sent {found.Details.ContentLength} bytes where {length} from {offset} on were asked for: it does not know ranges"));
        }

        return found.Content;
    }

    /// <inheritdoc/>
    public override Task<StagedUpload> BeginUploadAsync(string name, string hash, CancellationToken cancellation)
        => Task.FromResult<StagedUpload>(new Upload(container.GetBlockBlobClient(name), hash));

    /// <summary>Nothing is to be done: blocks that are not committed go when others are, or after a week.</summary>
    public override Task AbandonUploadAsync(string name, string id, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task DeleteAsync(string name, CancellationToken cancellation)
        => AskAsync(async () => (await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellation).ConfigureAwait(false)).Value, cancellation);

    private static string Version(ETag tag) => tag.ToString().Trim('"');

    private static async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            return await question().ConfigureAwait(false);
        }
        catch (RequestFailedException exception)
        {
            // The rest of the message is headers.
            string said = exception.Message.Split('\n')[0].TrimEnd();
            throw new ObjectStorageException(FailureOf(exception), exception.ErrorCode is { Length: > 0 } code ? $"{said} ({code})" : said, exception);
        }
        catch (AuthenticationFailedException exception)
        {
            string said = exception.Message.Split('\n')[0].TrimEnd(' ', '.', '\r');
            throw new ObjectStorageException(
                ObjectFailure.Denied,
                $"{said} (credentials are looked for in AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, and where DefaultAzureCredential does: the identity of the container or machine, az login)",
                exception);
        }
        catch (Exception exception) when (exception is AggregateException or HttpRequestException or IOException or TimeoutException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Its retries end with one exception of all tries.
            throw new ObjectStorageException(ObjectFailure.Unreachable, (exception is AggregateException all ? all.InnerExceptions[^1] : exception).Message.Split('\n')[0].TrimEnd(), exception);
        }
    }

    private static ObjectFailure FailureOf(RequestFailedException exception) => exception.ErrorCode switch
    {
        "ContainerNotFound" or "ContainerBeingDeleted" => ObjectFailure.NoBucket,
        _ => exception.Status switch
        {
            404 => ObjectFailure.NoObject,
            412 => ObjectFailure.Changed,
            401 or 403 => ObjectFailure.Denied,
            0 or 408 or 429 or >= 500 => ObjectFailure.Unreachable,
            _ => ObjectFailure.Refused,
        },
    };

    private sealed class Upload(BlockBlobClient blob, string hash) : StagedUpload
    {
        // Blocks of an earlier try may be there still: none of them may be taken for one of this.
        private readonly string _try = Guid.NewGuid().ToString("N");
        private readonly SortedSet<int> _parts = [];

        public override string Id => "";

        public override async Task WriteAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            await AskAsync(async () => (await blob.StageBlockAsync(IdOf(number), bytes.ToStream(), cancellationToken: cancellation).ConfigureAwait(false)).Value, cancellation).ConfigureAwait(false);
            lock (_parts)
            {
                _parts.Add(number);
            }
        }

        public override Task CompleteAsync(CancellationToken cancellation)
        {
            CommitBlockListOptions options = new() { Metadata = new Dictionary<string, string> { [HashKey] = hash } };
            return AskAsync(async () => (await blob.CommitBlockListAsync(_parts.Select(IdOf), options, cancellation).ConfigureAwait(false)).Value, cancellation);
        }

        /// <summary>All ids of a blob's blocks must be equally long.</summary>
        private string IdOf(int number) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_try}{number:D8}")));
    }
}
