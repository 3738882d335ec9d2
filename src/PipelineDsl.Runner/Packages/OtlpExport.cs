using System;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PipelineDsl.Runner.Packages;

/// <summary>Exports metrics and traces by OTLP; configured by the environment variables of OpenTelemetry. Made by <see cref="OwnPackages"/>.</summary>
public sealed class OtlpExport : IDisposable
{
    private const string Library = "PipelineDsl";
    private const string Runner = "PipelineDsl.Runner";

    private readonly ActivitySource _source = new(Runner);
    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;
    private readonly Activity? _command;

    /// <summary>Begins to export.</summary>
    /// <param name="command">The command that runs; it is the root of the spans, below the span that TRACEPARENT names, if it is set.</param>
    public OtlpExport(string command)
    {
        _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Library).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Library, Runner).AddOtlpExporter().Build();
        ActivityContext.TryParse(Environment.GetEnvironmentVariable("TRACEPARENT"), Environment.GetEnvironmentVariable("TRACESTATE"), isRemote: true, out ActivityContext parent);
        _command = _source.StartActivity("pipelinedsl " + command, ActivityKind.Internal, parent);
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _command?.Dispose();
        _traces.Dispose();
        _metrics.Dispose();
        _source.Dispose();
    }

    private static void Describe(ResourceBuilder resource)
    {
        // The user's own name for the service is in the builder already.
        if (Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is null && Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) is not true)
        {
            resource.AddService("pipelinedsl");
        }
    }
}
