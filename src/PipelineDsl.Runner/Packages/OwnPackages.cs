using System;
using System.Runtime.CompilerServices;
using PipelineDsl.Engine;
using PipelineDsl.Runner.Watching;
using PipelineDsl.Storage;

namespace PipelineDsl.Runner.Packages;

/// <summary>
/// What needs packages that only the runner has. In a usual process they are loaded when needed, apart from the project's (<see cref="PackageContext"/>); a native program holds one version of each
/// package, and loads nothing.
/// </summary>
internal static class OwnPackages
{
    private const string Runner = "PipelineDsl.Runner";

    /// <summary>Shows progress on a terminal.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    public static IRunObserver Live(string pipeline)
        => RuntimeFeature.IsDynamicCodeSupported ? PackageContext.Create<IRunObserver>(Runner, "PipelineDsl.Runner.Watching.LiveObserver", pipeline) : NativeLive(pipeline);

    /// <summary>Exports metrics and traces.</summary>
    /// <param name="command">The command that runs.</param>
    public static IDisposable Otlp(string command)
        => RuntimeFeature.IsDynamicCodeSupported ? PackageContext.Create<IDisposable>(Runner, "PipelineDsl.Runner.Packages.OtlpExport", command) : NativeOtlp(command);

    /// <summary>Object storages, by their SDKs.</summary>
    public static IObjectStorageProvider Storages()
        => RuntimeFeature.IsDynamicCodeSupported ? PackageContext.Create<IObjectStorageProvider>("PipelineDsl.Storage", "PipelineDsl.Storage.CloudStorages") : NativeStorages();

    // Methods of their own: else a usual process would look for the packages among the project's as soon as it compiles the callers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LiveObserver NativeLive(string pipeline) => new(pipeline);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OtlpExport NativeOtlp(string command) => new(command);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CloudStorages NativeStorages() => new();
}
