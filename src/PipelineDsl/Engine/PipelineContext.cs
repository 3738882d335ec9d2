using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>What the workers of one run share: the project's folder and the services.</summary>
public sealed class PipelineContext
{
    private readonly ConcurrentDictionary<(Type Type, string? Path), Lazy<object>> _services = new();
    private readonly ConcurrentDictionary<string, bool> _files = new(StringComparer.Ordinal);

    /// <summary>Creates a context.</summary>
    /// <param name="projectDirectory">What relative paths are relative to.</param>
    public PipelineContext(string projectDirectory) => ProjectDirectory = Path.GetFullPath(projectDirectory);

    /// <summary>What relative paths are relative to.</summary>
    public string ProjectDirectory { get; }

    /// <summary>The files, folders and patterns that services were loaded from, absolute, in ordinal order. A name that stands for no file is none.</summary>
    public IReadOnlyList<string> Resources
        => [.. _services.Keys.Select(static k => k.Path).OfType<string>().Where(static p => Path.Exists(p) || p.Contains('*', StringComparison.Ordinal)).Concat(_files.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The service of a type and path, loaded at the first call.</summary>
    /// <param name="path">The option's value, or null.</param>
    /// <exception cref="RunException">The service cannot be loaded.</exception>
    public TService Service<TService>(string? path)
        where TService : class, IService<TService>
    {
        string? full = path is null ? null : Path.GetFullPath(path, ProjectDirectory);
        return (TService)_services.GetOrAdd(
            (typeof(TService), full),
            static (key, value) => new Lazy<object>(() => Load<TService>(key.Path, value)),
            path).Value;
    }

    /// <summary>Notes files that the run's outcome depends on.</summary>
    internal void AddResources(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            _files.TryAdd(path, true);
        }
    }

    private static TService Load<TService>(string? path, string? value)
        where TService : class, IService<TService>
    {
        try
        {
            return TService.Load(new ServiceRequest(path, value));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            throw new RunException("PDSL2007", $"{typeof(TService).Name} cannot be loaded: {exception.Message}", path);
        }
    }
}
