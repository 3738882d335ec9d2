using System;
using System.Collections.Generic;
using Amazon.S3;
using Azure.Storage.Blobs;

namespace PipelineDsl.Storage;

/// <summary>S3-compatible storage (<c>s3://bucket/name</c>) and Azure Blob Storage (<c>az://container/name</c>), with the settings and credentials that their own tools use: see docs/storage.md.</summary>
public sealed class CloudStorages : IObjectStorageProvider
{
    private readonly Lazy<IAmazonS3> _s3;
    private readonly Lazy<BlobServiceClient> _azure;

    /// <summary>Takes settings from the environment, and credentials where the SDKs look for them.</summary>
    public CloudStorages()
        : this(Environment.GetEnvironmentVariable)
    {
    }

    /// <summary>Takes settings from somewhere else.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    public CloudStorages(Func<string, string?> environment)
    {
        _s3 = new Lazy<IAmazonS3>(() => S3Settings.Connect(environment));
        _azure = new Lazy<BlobServiceClient>(() => AzureSettings.Connect(environment));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Schemes { get; } = ["s3", "az"];

    /// <inheritdoc/>
    public ObjectTransfer Transfer { get; init; } = new();

    /// <inheritdoc/>
    public ObjectStorage Open(ObjectAddress address) => address.Scheme switch
    {
        "s3" => new S3Storage(_s3.Value, address.Bucket),
        "az" => new AzureStorage(_azure.Value.GetBlobContainerClient(address.Bucket)),
        _ => throw new ObjectStorageException(ObjectFailure.Refused, $"'{address.Scheme}' is not known"),
    };
}
