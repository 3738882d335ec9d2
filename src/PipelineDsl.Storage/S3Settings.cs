using System;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;

namespace PipelineDsl.Storage;

/// <summary>How an S3 storage is reached: by the settings and credentials of the AWS SDK, and by what storages of other makers need.</summary>
internal static class S3Settings
{
    private const string Addressing = "PIPELINEDSL_S3_ADDRESSING";

    /// <summary>Makes a client.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    /// <exception cref="ObjectStorageException">A setting is wrong.</exception>
    public static AmazonS3Client Connect(Func<string, string?> environment)
    {
        try
        {
            return new AmazonS3Client(Configure(environment));
        }
        catch (AmazonClientException exception)
        {
            throw new ObjectStorageException(ObjectFailure.Refused, exception.Message, exception);
        }
    }

    /// <summary>The client's settings.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    /// <exception cref="ObjectStorageException">A setting is wrong.</exception>
    public static AmazonS3Config Configure(Func<string, string?> environment)
    {
        AmazonS3Config config = new();

        // The SDK takes the credentials of a profile that AWS_PROFILE names, but its endpoint only where a program names the profile, and no region where there is an endpoint.
        new CredentialProfileStoreChain().TryGetProfile(Value("AWS_PROFILE") ?? "default", out CredentialProfile? profile);
        string? endpoint = Value("AWS_ENDPOINT_URL_S3") ?? Value("AWS_ENDPOINT_URL") ?? (profile?.IgnoreConfiguredEndpointUrls == true || Value("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") == "true" ? null : profile?.EndpointUrl);
        if (endpoint is not null)
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            {
                throw new ObjectStorageException(ObjectFailure.Refused, $"the endpoint '{endpoint}' is no URL; write AWS_ENDPOINT_URL_S3=https://HOST");
            }

            config.ServiceURL = endpoint;
        }

        if (config.ServiceURL is { Length: > 0 } url && !IsAmazon(new Uri(url).Host))
        {
            config.AuthenticationRegion ??= Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION") ?? profile?.Region?.SystemName ?? "us-east-1";

            // A host name for each bucket needs a wildcard in DNS and in the certificate, which few have.
            config.ForcePathStyle = Value(Addressing) switch
            {
                null or "path" => true,
                "virtual" => false,
                string other => throw new ObjectStorageException(ObjectFailure.Refused, $"{Addressing}={other}: write path or virtual"),
            };

            // Trailing checksums, which the SDK sends by default, are unknown to many other storages.
            if (Value("AWS_REQUEST_CHECKSUM_CALCULATION") is null)
            {
                config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            }

            if (Value("AWS_RESPONSE_CHECKSUM_VALIDATION") is null)
            {
                config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
            }
        }
        else if (config.ServiceURL is not { Length: > 0 } && config.RegionEndpoint is null)
        {
            config.RegionEndpoint = Value("AWS_DEFAULT_REGION") is { } region
                ? RegionEndpoint.GetBySystemName(region)
                : throw new ObjectStorageException(ObjectFailure.Refused, "it is not known in which region the bucket is; set AWS_REGION, or AWS_ENDPOINT_URL_S3 for another storage than Amazon's");
        }

        return config;

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }

    private static bool IsAmazon(string host) => host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase);
}
