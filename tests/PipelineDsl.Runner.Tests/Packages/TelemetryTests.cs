using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Loader;
using System.Text;
using System.Threading.Tasks;
using PipelineDsl.Runner.Packages;
using Xunit;

namespace PipelineDsl.Runner.Tests.Packages;

/// <summary>Metrics and traces reach a collector: a receiver of OTLP over HTTP in this process.</summary>
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _received = new();
    private readonly HttpListener _receiver = new();
    private readonly int _port;

    public TelemetryTests()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            _port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        _receiver.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _receiver.Start();
        _ = Task.Run(ReceiveAsync);
    }

    public void Dispose()
    {
        Set(null);
        _receiver.Close();
    }

    [Fact]
    public void NothingIsLoadedUnlessTheEnvironmentNamesACollector()
    {
        Set(null);
        Assert.Null(Telemetry.StartIfWanted("run"));
        Set($"http://127.0.0.1:{_port}");
        Environment.SetEnvironmentVariable("OTEL_SDK_DISABLED", "true");
        Assert.Null(Telemetry.StartIfWanted("run"));
    }

    [Fact]
    public void MetricsAndSpansOfTheLibraryAreSentFromAContextOfTheirOwn()
    {
        Set($"http://127.0.0.1:{_port}");
        Environment.SetEnvironmentVariable("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using (Meter meter = new("PipelineDsl"))
        using (ActivitySource source = new("PipelineDsl"))
        {
            IDisposable? export = Telemetry.StartIfWanted("run");
            Assert.NotNull(export);
            meter.CreateCounter<long>("pipelinedsl.test.documents").Add(7);
            using (Activity? activity = source.StartActivity("stage of a test"))
            {
                Assert.Equal("0af7651916cd43dd8448eb211c80319c", activity?.TraceId.ToString());
            }

            export.Dispose();
        }

        Assert.Contains(_received["/v1/metrics"], static body => body.Contains("pipelinedsl.test.documents", StringComparison.Ordinal));
        Assert.Contains(_received["/v1/traces"], static body => body.Contains("stage of a test", StringComparison.Ordinal) && body.Contains("pipelinedsl run", StringComparison.Ordinal));
        Assert.All(_received.Values.SelectMany(static bodies => bodies), static body => Assert.Contains("service.name", body, StringComparison.Ordinal));
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, static assembly => assembly.GetName().Name == "OpenTelemetry");
    }

    private static void Set(string? endpoint)
    {
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", endpoint is null ? null : "http/protobuf");
        Environment.SetEnvironmentVariable("OTEL_SDK_DISABLED", null);
        Environment.SetEnvironmentVariable("TRACEPARENT", null);
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext request = await _receiver.GetContextAsync();
                using MemoryStream body = new();
                await request.Request.InputStream.CopyToAsync(body);
                _received.GetOrAdd(request.Request.Url!.AbsolutePath, static _ => []).Add(Encoding.Latin1.GetString(body.ToArray()));
                request.Response.ContentType = "application/x-protobuf";
                request.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }
}
