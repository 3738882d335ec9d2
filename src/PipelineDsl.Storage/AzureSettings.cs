using System;
using Azure;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace PipelineDsl.Storage;

/// <summary>How an Azure storage account is reached: by the variables that Azure's command line and its tools use.</summary>
internal static class AzureSettings
{
    /// <summary>Makes a client of an account.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    /// <exception cref="ObjectStorageException">Settings are missing or wrong.</exception>
    public static BlobServiceClient Connect(Func<string, string?> environment)
    {
        BlobClientOptions options = new();
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        try
        {
            if (Value("AZURE_STORAGE_CONNECTION_STRING") is { } connection)
            {
                return new BlobServiceClient(connection, options);
            }

            string? account = Value("AZURE_STORAGE_ACCOUNT") ?? Value("AZURE_STORAGE_ACCOUNT_NAME");
            string? endpoint = Value("AZURE_STORAGE_SERVICE_ENDPOINT") ?? (account is null ? null : $"https://{account}.blob.core.windows.net");
            if (endpoint is null)
            {
                throw new ObjectStorageException(ObjectFailure.Refused, "it is not known in which account the container is; set AZURE_STORAGE_ACCOUNT or AZURE_STORAGE_CONNECTION_STRING");
            }

            Uri service = new(endpoint.TrimEnd('/') + "/");
            string? key = Value("AZURE_STORAGE_KEY") ?? Value("AZURE_STORAGE_ACCOUNT_KEY");
            return key is not null && account is not null ? new BlobServiceClient(service, new StorageSharedKeyCredential(account, key), options)
                : Value("AZURE_STORAGE_SAS_TOKEN") is { } token ? new BlobServiceClient(service, new AzureSasCredential(token.TrimStart('?')), options)
                : new BlobServiceClient(service, new DefaultAzureCredential(), options);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new ObjectStorageException(ObjectFailure.Refused, $"the settings of the storage account are wrong: {exception.Message}", exception);
        }

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }
}
