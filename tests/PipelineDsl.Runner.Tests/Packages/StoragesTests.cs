using System;
using System.Collections.Generic;
using System.Runtime.Loader;
using Amazon.Runtime;
using Amazon.S3;
using PipelineDsl.Runner.Packages;
using PipelineDsl.Storage;
using Xunit;

namespace PipelineDsl.Runner.Tests.Packages;

/// <summary>Storages are reached as their own tools reach them, and their libraries stay apart from the project's.</summary>
public sealed class StoragesTests
{
    [Fact]
    public void TheirLibrariesAreLoadedApart()
    {
        ObjectStorageException exception = Assert.Throws<ObjectStorageException>(() => new Storages().Open(ObjectAddress.Parse("gs://bucket/x")));
        Assert.Equal(ObjectFailure.Refused, exception.Failure); // a type that both sides share
        System.Environment.SetEnvironmentVariable("AZURE_STORAGE_ACCOUNT", "house");
        try
        {
            ObjectStorage storage = new Storages().Open(ObjectAddress.Parse("az://container/x"));
            Assert.Equal("PipelineDsl.Storage.AzureStorage", storage.GetType().FullName);
            Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(storage.GetType().Assembly));
        }
        finally
        {
            System.Environment.SetEnvironmentVariable("AZURE_STORAGE_ACCOUNT", null);
        }

        Assert.Equal(new CloudStorages().Schemes, new Storages().Schemes);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_S3", "https://objects.example:9000")]
    [InlineData("AWS_ENDPOINT_URL", "http://127.0.0.1:9000")]
    public void OtherStoragesAreSpokenToPlainly(string variable, string endpoint)
    {
        AmazonS3Config config = S3Settings.Configure(Environment((variable, endpoint)));
        Assert.StartsWith(endpoint, config.ServiceURL, StringComparison.Ordinal);
        Assert.True(config.ForcePathStyle);
        Assert.Equal("us-east-1", config.AuthenticationRegion);
        Assert.Equal((RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation.WHEN_REQUIRED), (config.RequestChecksumCalculation, config.ResponseChecksumValidation));

        AmazonS3Config said = S3Settings.Configure(Environment((variable, endpoint), ("PIPELINEDSL_S3_ADDRESSING", "virtual"), ("AWS_REGION", "eu-north-1"), ("AWS_REQUEST_CHECKSUM_CALCULATION", "when_supported"), ("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_supported")));
        Assert.False(said.ForcePathStyle);
        Assert.Equal("eu-north-1", said.AuthenticationRegion);
        Assert.Equal((RequestChecksumCalculation.WHEN_SUPPORTED, ResponseChecksumValidation.WHEN_SUPPORTED), (said.RequestChecksumCalculation, said.ResponseChecksumValidation));
    }

    [Fact]
    public void AmazonsIsSpokenToAsTheSdkDoes()
    {
        AmazonS3Config config = S3Settings.Configure(Environment(("AWS_ENDPOINT_URL_S3", "https://s3.eu-north-1.amazonaws.com")));
        Assert.False(config.ForcePathStyle);
        Assert.Equal(RequestChecksumCalculation.WHEN_SUPPORTED, config.RequestChecksumCalculation);
    }

    [Fact]
    public void TheRegionMayStandWhereOtherToolsLookForIt()
    {
        if (System.Environment.GetEnvironmentVariable("AWS_REGION") is null)
        {
            AmazonS3Config config = S3Settings.Configure(Environment(("AWS_DEFAULT_REGION", "eu-north-1")));
            Assert.Equal("eu-north-1", config.RegionEndpoint.SystemName);
        }
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_S3", "objects.example", "no URL")]
    [InlineData("PIPELINEDSL_S3_ADDRESSING", "host", "path or virtual")]
    public void WrongSettingsOfS3SayWhatIsRight(string variable, string value, string says)
    {
        ObjectStorageException exception = Assert.Throws<ObjectStorageException>(() => S3Settings.Configure(Environment(("AWS_ENDPOINT_URL", "http://127.0.0.1:9000"), (variable, value))));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAccountIsFoundByWhatAzuresToolsUse()
    {
        string key = Convert.ToBase64String([1, 2, 3]);
        Assert.Equal("https://house.blob.core.windows.net/", Account(("AZURE_STORAGE_ACCOUNT", "house"), ("AZURE_STORAGE_KEY", key)));
        Assert.Equal("https://house.blob.core.windows.net/", Account(("AZURE_STORAGE_ACCOUNT_NAME", "house")));
        Assert.Equal("https://house.blob.core.chinacloudapi.cn/", Account(("AZURE_STORAGE_ACCOUNT", "house"), ("AZURE_STORAGE_SERVICE_ENDPOINT", "https://house.blob.core.chinacloudapi.cn"), ("AZURE_STORAGE_SAS_TOKEN", "?sv=1")));
        Assert.Equal("https://other.blob.core.windows.net/", Account(("AZURE_STORAGE_ACCOUNT", "house"), ("AZURE_STORAGE_CONNECTION_STRING", $"AccountName=other;AccountKey={key}")));

        static string Account(params (string, string)[] variables) => AzureSettings.Connect(Environment(variables)).Uri.ToString();
    }

    [Theory]
    [InlineData("AZURE_STORAGE_KEY", "AAAA", "AZURE_STORAGE_ACCOUNT")]
    [InlineData("AZURE_STORAGE_CONNECTION_STRING", "nonsense", "settings")]
    public void WrongSettingsOfAzureSayWhatIsRight(string variable, string value, string says)
    {
        ObjectStorageException exception = Assert.Throws<ObjectStorageException>(() => AzureSettings.Connect(Environment((variable, value))));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Environment(params (string Name, string Value)[] variables)
    {
        Dictionary<string, string> values = [];
        foreach ((string name, string value) in variables)
        {
            values[name] = value;
        }

        return values.GetValueOrDefault;
    }
}
