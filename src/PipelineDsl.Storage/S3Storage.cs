using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PipelineDsl.Storage;

/// <summary>A bucket of an S3-compatible storage. Uploads in parts are what is staged; a version is an ETag.</summary>
/// <param name="client">Reaches the storage.</param>
/// <param name="bucket">The bucket.</param>
public sealed class S3Storage(IAmazonS3 client, string bucket) : ObjectStorage
{
    private const string HashKey = "x-amz-meta-pipelinedsl-hash";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ListObjectsV2Request request = new() { BucketName = bucket, Prefix = prefix };
        do
        {
            ListObjectsV2Response page = await AskAsync(() => client.ListObjectsV2Async(request, cancellation), cancellation).ConfigureAwait(false);
            foreach (S3Object found in page.S3Objects ?? [])
            {
                yield return new StoredObject(found.Key, found.Size ?? 0, found.ETag.Trim('"'));
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public override async Task<StoredObject?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            GetObjectMetadataResponse found = await AskAsync(() => client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = name }, cancellation), cancellation).ConfigureAwait(false);
            return new StoredObject(name, found.ContentLength, found.ETag.Trim('"'), found.Metadata[HashKey]);
        }
        catch (ObjectStorageException exception) when (exception.Failure == ObjectFailure.NoObject)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(string name, string version, long offset, long length, CancellationToken cancellation)
    {
        GetObjectRequest request = new() { BucketName = bucket, Key = name, ByteRange = new ByteRange(offset, offset + length - 1), EtagToMatch = $"\"{version}\"" };
        GetObjectResponse response = await AskAsync(() => client.GetObjectAsync(request, cancellation), cancellation).ConfigureAwait(false);
        if (response.ContentLength != length)
        {
            response.Dispose();
            throw new ObjectStorageException(ObjectFailure.Refused, string.Create(CultureInfo.InvariantCulture, $"it sent {response.ContentLength} bytes where {length} from {offset} on were asked for: it does not know ranges"));
        }

        return response.ResponseStream;
    }

    /// <inheritdoc/>
    public override async Task<StagedUpload> BeginUploadAsync(string name, string hash, CancellationToken cancellation)
    {
        InitiateMultipartUploadRequest request = new() { BucketName = bucket, Key = name };
        request.Metadata[HashKey] = hash;
        InitiateMultipartUploadResponse begun = await AskAsync(() => client.InitiateMultipartUploadAsync(request, cancellation), cancellation).ConfigureAwait(false);
        return new Upload(client, bucket, name, hash, begun.UploadId);
    }

    /// <inheritdoc/>
    public override async Task AbandonUploadAsync(string name, string id, CancellationToken cancellation)
    {
        try
        {
            await AskAsync(() => client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = name, UploadId = id }, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (ObjectStorageException exception) when (exception.Failure == ObjectFailure.NoObject)
        {
            // It is gone already.
        }
    }

    /// <inheritdoc/>
    public override Task DeleteAsync(string name, CancellationToken cancellation)
        => AskAsync(() => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = name }, cancellation), cancellation);

    private static async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            return await question().ConfigureAwait(false);
        }
        catch (AmazonServiceException exception)
        {
            // Some storages send no text, some no code.
            string said = string.IsNullOrWhiteSpace(exception.Message) ? exception.ErrorCode ?? exception.StatusCode.ToString()
                : exception.ErrorCode is { Length: > 0 } code && !exception.Message.Contains(code, StringComparison.Ordinal) ? $"{exception.Message} ({code})"
                : exception.Message;
            throw new ObjectStorageException(FailureOf(exception), said, exception);
        }
        catch (AmazonClientException exception)
        {
            // Of those that are not of the service: no credentials were found, or an answer does not have its checksum.
            bool isUnreachable = exception.InnerException is HttpRequestException or IOException or TimeoutException;
            throw new ObjectStorageException(
                isUnreachable ? ObjectFailure.Unreachable : ObjectFailure.Denied,
                isUnreachable ? exception.Message : $"{exception.Message.TrimEnd('.', ' ')} (credentials are looked for in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, AWS_WEB_IDENTITY_TOKEN_FILE, and the role of the container or machine)",
                exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ObjectStorageException(ObjectFailure.Unreachable, exception.Message, exception);
        }
    }

    private static ObjectFailure FailureOf(AmazonServiceException exception) => exception.ErrorCode switch
    {
        "NoSuchBucket" => ObjectFailure.NoBucket,
        "NoSuchKey" or "NoSuchUpload" or "NotFound" => ObjectFailure.NoObject,
        "PreconditionFailed" => ObjectFailure.Changed,
        "RequestTimeout" or "SlowDown" or "InternalError" or "ServiceUnavailable" or "Throttling" => ObjectFailure.Unreachable,
        _ => exception.StatusCode switch
        {
            HttpStatusCode.NotFound => ObjectFailure.NoObject,
            HttpStatusCode.PreconditionFailed => ObjectFailure.Changed,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ObjectFailure.Denied,
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or 0 or >= HttpStatusCode.InternalServerError => ObjectFailure.Unreachable,
            _ => ObjectFailure.Refused,
        },
    };

    private sealed class Upload(IAmazonS3 client, string bucket, string name, string hash, string id) : StagedUpload
    {
        private readonly SortedList<int, UploadPartResponse> _parts = [];

        public override string Id => id;

        public override async Task WriteAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            UploadPartResponse part = await AskAsync(
                () => client.UploadPartAsync(
                    new UploadPartRequest { BucketName = bucket, Key = name, UploadId = id, PartNumber = number + 1, PartSize = bytes.Length, InputStream = bytes.ToStream() },
                    cancellation),
                cancellation).ConfigureAwait(false);
            lock (_parts)
            {
                _parts[number] = part;
            }
        }

        public override async Task CompleteAsync(CancellationToken cancellation)
        {
            if (_parts.Count == 0)
            {
                // An upload in parts needs one, and no storage agrees with another on whether that may be empty.
                PutObjectRequest request = new() { BucketName = bucket, Key = name, InputStream = new MemoryStream() };
                request.Metadata[HashKey] = hash;
                await AskAsync(() => client.PutObjectAsync(request, cancellation), cancellation).ConfigureAwait(false);
                await AskAsync(() => client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = name, UploadId = id }, cancellation), cancellation).ConfigureAwait(false);
                return;
            }

            CompleteMultipartUploadRequest complete = new() { BucketName = bucket, Key = name, UploadId = id };
            complete.AddPartETags(_parts.Values);
            await AskAsync(() => client.CompleteMultipartUploadAsync(complete, cancellation), cancellation).ConfigureAwait(false);
        }
    }
}
