using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace PipelineDsl.Runner.Tests.Packages;

/// <summary>Credentials are found where the storages' own tools find them, by a process that has nothing else; what is missing is told with its remedy.</summary>
public sealed partial class CredentialsTests : IDisposable
{
    private static readonly byte[] s_manifest = Encoding.UTF8.GetBytes("""{"format":1,"pipeline":"Sample.Corpus","inputs":[],"ledger":{"read":0,"kept":0,"rejected":0,"dropped":[]},"outputs":[]}""");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheRoleOfAContainerIsTakenAndRenewed()
    {
        // Keys that soon expire: the SDK asks for others before it uses them again.
        int given = 0;
        using FakeCloud cloud = new(s_manifest, request => request.Target == "/role" ? Keys(Interlocked.Increment(ref given)) : null);
        (int code, string output) = await StatsAsync("s3://bucket/web/", ("AWS_ENDPOINT_URL_S3", cloud.Url), ("AWS_CONTAINER_CREDENTIALS_FULL_URI", cloud.Url + "/role"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "who I am"));
        Assert.Equal((ExitCode.Done, "Sample.Corpus"), (code, output.Split('\n')[0]));
        Assert.All(cloud.Requests.Where(static r => r.Target == "/role"), static r => Assert.Equal("who I am", r.Headers["authorization"]));
        FakeRequest[] used = [.. cloud.Requests.Where(static r => r.Target != "/role")];
        Assert.Equal(["HEAD", "GET"], used.Select(static r => r.Method)); // what is known of the object, and its bytes
        Assert.All(used, static r => Assert.StartsWith("token", r.Headers["x-amz-security-token"], StringComparison.Ordinal));
        int[] keys = [.. used.Select(static r => int.Parse(KeyOf(r)["ROLEKEY".Length..], CultureInfo.InvariantCulture))];
        Assert.True(keys[0] < keys[1], $"{keys[0]}, {keys[1]}");

        static string Keys(int number)
            => $$"""{"AccessKeyId":"ROLEKEY{{number}}","SecretAccessKey":"secret","Token":"token{{number}}","Expiration":"{{DateTime.UtcNow.AddSeconds(30).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}}"}""";
    }

    [Fact]
    public async Task AProfileSaysWhoWhereAndInWhichRegion()
    {
        using FakeCloud cloud = new(s_manifest, static _ => null);
        await File.WriteAllTextAsync(_folder["credentials"], "[default]\naws_access_key_id = OTHERKEY\naws_secret_access_key = x\n[team]\naws_access_key_id = TEAMKEY\naws_secret_access_key = secret\n");
        await File.WriteAllTextAsync(_folder["config"], $"[profile team]\nregion = eu-north-1\nendpoint_url = {cloud.Url}\n");
        (int code, string output) = await StatsAsync("s3://bucket/web/", ("AWS_PROFILE", "team"), ("AWS_SHARED_CREDENTIALS_FILE", _folder["credentials"]), ("AWS_CONFIG_FILE", _folder["config"]));
        Assert.Equal((ExitCode.Done, "Sample.Corpus"), (code, output.Split('\n')[0]));
        Assert.All(cloud.Requests, static r => Assert.Equal(("TEAMKEY", "eu-north-1"), (KeyOf(r), r.Headers["authorization"].Split('/')[2])));
    }

    [Fact]
    public async Task AnIdentityOfTheWebBecomesARole()
    {
        await File.WriteAllTextAsync(_folder["identity"], "signed by the cluster");
        using FakeCloud cloud = new(s_manifest, static request => request.Method == "POST" ? $"""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>WEBKEY</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>
            <Expiration>{DateTime.UtcNow.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}</Expiration>
            </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
            """ : null);
        (int code, string output) = await StatsAsync(
            "s3://bucket/web/",
            ("AWS_ENDPOINT_URL_S3", cloud.Url),
            ("AWS_ENDPOINT_URL_STS", cloud.Url),
            ("AWS_REGION", "eu-north-1"),
            ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/reader"),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", _folder["identity"]));
        Assert.Equal((ExitCode.Done, "Sample.Corpus"), (code, output.Split('\n')[0]));
        FakeRequest asked = cloud.Requests.First(static r => r.Method == "POST");
        Assert.Contains("signed", Uri.UnescapeDataString(asked.Body), StringComparison.Ordinal);
        Assert.All(cloud.Requests.Where(static r => r.Method != "POST"), static r => Assert.Equal(("WEBKEY", "session"), (KeyOf(r), r.Headers["x-amz-security-token"])));
    }

    [Fact]
    public async Task AManagedIdentityOfAzureIsTaken()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(_folder["trusted.pem"], certificate.ExportCertificatePem());
        using X509Certificate2 own = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        using FakeCloud blobs = new(s_manifest, static _ => null, own); // tokens are never sent but over HTTPS
        using FakeCloud identity = new([], static _ => $$"""{"access_token":"the token","expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}","resource":"https://storage.azure.com/","token_type":"Bearer"}""");
        (int code, string output) = await StatsAsync("az://container/web/", ("AZURE_STORAGE_SERVICE_ENDPOINT", blobs.Url + "/house"), ("AZURE_STORAGE_ACCOUNT", "house"), ("IDENTITY_ENDPOINT", identity.Url + "/token"), ("IDENTITY_HEADER", "who I am"), ("SSL_CERT_FILE", _folder["trusted.pem"]));
        Assert.Equal((ExitCode.Done, "Sample.Corpus"), (code, output.Split('\n')[0]));
        Assert.All(identity.Requests, static r => Assert.Equal("who I am", r.Headers["x-identity-header"]));
        Assert.NotEmpty(blobs.Requests);
        Assert.All(blobs.Requests, static r => Assert.Equal("Bearer the token", r.Headers["authorization"]));
    }

    [Fact]
    public async Task AzuresKeysAndSignaturesAreTaken()
    {
        using FakeCloud cloud = new(s_manifest, static _ => null);
        string key = Convert.ToBase64String([1, 2, 3]);
        Assert.Equal(ExitCode.Done, (await StatsAsync("az://container/web/", ("AZURE_STORAGE_CONNECTION_STRING", $"DefaultEndpointsProtocol=http;AccountName=house;AccountKey={key};BlobEndpoint={cloud.Url}/house"))).Code);
        Assert.All(cloud.Requests, static r => Assert.StartsWith("SharedKey house:", r.Headers["authorization"], StringComparison.Ordinal));
        cloud.Requests.Clear();
        Assert.Equal(ExitCode.Done, (await StatsAsync("az://container/web/", ("AZURE_STORAGE_SERVICE_ENDPOINT", cloud.Url + "/house"), ("AZURE_STORAGE_SAS_TOKEN", "?sv=2025-01-05&sig=abc%3D"))).Code);
        Assert.NotEmpty(cloud.Requests);
        Assert.All(cloud.Requests, static r => Assert.True(r.Target.EndsWith("sv=2025-01-05&sig=abc%3D", StringComparison.Ordinal) && !r.Headers.ContainsKey("authorization"), r.Target));
    }

    [Fact]
    public async Task WithoutCredentialsTheErrorSaysWhereTheyAreLookedFor()
    {
        using FakeCloud cloud = new(s_manifest, static _ => null);
        (int code, string output) = await StatsAsync("s3://bucket/web/", ("AWS_ENDPOINT_URL_S3", cloud.Url));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("error PDSL2082: access to 's3://bucket/web/manifest.json' was denied", output, StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID", output, StringComparison.Ordinal);
        Assert.Empty(cloud.Requests);

        (code, output) = await StatsAsync("s3://bucket/web/", ("AWS_ENDPOINT_URL_S3", cloud.Url), ("AWS_PROFILE", "nobody"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("nobody", output, StringComparison.Ordinal);
        Assert.Matches(Finding(), output);

        (code, output) = await StatsAsync("az://container/web/", ("AZURE_STORAGE_SERVICE_ENDPOINT", "https://127.0.0.1:9/house"), ("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("error PDSL2082: access to 'az://container/web/manifest.json' was denied", output, StringComparison.Ordinal);
        Assert.Contains("AZURE_STORAGE_KEY", output, StringComparison.Ordinal);
    }

    [GeneratedRegex("error PDSL20(80|82): ")]
    private static partial Regex Finding();

    private static string KeyOf(FakeRequest request) => CredentialKey().Match(request.Headers["authorization"]).Groups[1].Value;

    [GeneratedRegex("Credential=([^/]*)/")]
    private static partial Regex CredentialKey();

    /// <summary>Has a process read a manifest whose environment knows nothing of any storage but what is given.</summary>
    private async Task<(int Code, string Output)> StatsAsync(string place, params (string Name, string Value)[] environment)
    {
        string runner = Path.Combine(AppContext.BaseDirectory, "PipelineDsl.Runner.dll");
        ProcessStartInfo start = new(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet", [runner, "stats", place]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(static n => n.StartsWith("AWS_", StringComparison.Ordinal) || n.StartsWith("AZURE_", StringComparison.Ordinal) || n.StartsWith("IDENTITY_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = _folder.Path; // no ~/.aws, no ~/.azure
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
