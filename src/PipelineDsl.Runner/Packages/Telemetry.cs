using System;

namespace PipelineDsl.Runner.Packages;

/// <summary>Whether metrics and traces are exported.</summary>
internal static class Telemetry
{
    /// <summary>Whether the environment names a collector and does not turn exporting off.</summary>
    public static bool IsWanted
        => (IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") || IsSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
            && !string.Equals(Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Begins to export if the environment names a collector, as OpenTelemetry's specification says; otherwise nothing is loaded.</summary>
    /// <param name="command">The command that runs.</param>
    /// <returns>Ends the export, and sends what is left; null if nothing is exported.</returns>
    public static IDisposable? StartIfWanted(string command)
        => !IsWanted ? null : OwnPackages.Otlp(command);

    private static bool IsSet(string variable) => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));
}
