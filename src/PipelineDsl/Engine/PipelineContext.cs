using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>What the workers of one run share: the project's folder and the services.</summary>
public sealed class PipelineContext
{
    private readonly ConcurrentDictionary<(Type Type, string? Path), Lazy<Loaded>> _services;
    private readonly ConcurrentDictionary<string, bool> _files;
    private readonly ConcurrentDictionary<(string Member, Loaded Service), bool> _uses;
    private readonly string _member = "";

    /// <summary>Creates a context.</summary>
    /// <param name="projectDirectory">What relative paths are relative to.</param>
    public PipelineContext(string projectDirectory)
    {
        ProjectDirectory = Path.GetFullPath(projectDirectory);
        _services = new();
        _files = new(StringComparer.Ordinal);
        _uses = new();
    }

    private PipelineContext(PipelineContext shared, string member)
    {
        ProjectDirectory = shared.ProjectDirectory;
        _services = shared._services;
        _files = shared._files;
        _uses = shared._uses;
        _member = member;
    }

    /// <summary>What relative paths are relative to.</summary>
    public string ProjectDirectory { get; }

    /// <summary>The files, folders and patterns that services were loaded from, absolute, in ordinal order. A name that stands for no file is none.</summary>
    public IReadOnlyList<string> Resources
        => [.. _services.Keys.Select(static k => k.Path).OfType<string>().Where(static p => Path.Exists(p) || p.Contains('*', StringComparison.Ordinal)).Concat(_files.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>This context, for one field of a worker: what is loaded through it is known to be used by whatever code uses the field.</summary>
    /// <param name="member">The field's name.</param>
    public PipelineContext For(string member) => new(this, member);

    /// <summary>The service of a type and path, loaded at the first call.</summary>
    /// <param name="path">The option's value, or null.</param>
    /// <exception cref="RunException">The service cannot be loaded.</exception>
    public TService Service<TService>(string? path)
        where TService : class, IService<TService>
        => Later<TService>(path)();

    /// <summary>The service of a type and path, loaded when it is asked for: what depends on its files is known before.</summary>
    /// <param name="path">The option's value, or null.</param>
    /// <returns>Gives the service; it throws as <see cref="Service{TService}"/> does.</returns>
    internal Func<TService> Later<TService>(string? path)
        where TService : class, IService<TService>
    {
        string? full = path is null ? null : Path.GetFullPath(path, ProjectDirectory);
        Loaded loaded = _services.GetOrAdd(
            (typeof(TService), full),
            static (key, value) => new Lazy<Loaded>(() => Load<TService>(key.Path, value)),
            path).Value;
        _uses.TryAdd((_member, loaded), true);
        return () => (TService)loaded.Service.Value;
    }

    /// <summary>Notes files that the run's outcome depends on.</summary>
    internal void AddResources(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            _files.TryAdd(path, true);
        }
    }

    /// <summary>The names and contents of the files of services, one part for each service, in ordinal order of the parts' names.</summary>
    /// <param name="uses">Says which fields of the worker count; what was loaded for no field counts always.</param>
    /// <exception cref="RunException">A file cannot be read.</exception>
    internal IEnumerable<KeyPart> ResourceParts(Predicate<string> uses)
        => _uses.Keys
            .Where(u => u.Member.Length == 0 || uses(u.Member))
            .Select(static u => u.Service)
            .Distinct()
            .Where(static s => s.Contents.Value is not null)
            .GroupBy(static s => s.Name, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(static g => new KeyPart($"resource {g.Key}", Combine(g.Select(static s => s.Contents.Value!.Value))));

    /// <summary>Services of several types may be made of one path, each of other files.</summary>
    private static Hash128 Combine(IEnumerable<Hash128> contents)
    {
        HashWriter hash = new();
        foreach (Hash128 content in contents.Distinct().Order())
        {
            hash.Wide(content);
        }

        return hash.Hash;
    }

    private static Loaded Load<TService>(string? path, string? value)
        where TService : class, IService<TService>
    {
        ServiceRequest request = new(path, value);
        return new Loaded(
            new Lazy<object>(() => Guard<TService, object>(path, () => TService.Load(request))),
            value ?? "",
            new Lazy<Hash128?>(() => Guard<TService, Hash128?>(path, () => TService.Files(request) is { Count: > 0 } files ? ResourceFiles.Hash(path ?? files[0], files) : null)));
    }

    private static TResult Guard<TService, TResult>(string? path, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            throw new RunException("PDSL2007", $"{typeof(TService).Name} cannot be loaded: {exception.Message}", path);
        }
    }

    /// <summary>A service.</summary>
    /// <param name="Service">The service, loaded when first asked for.</param>
    /// <param name="Name">The option's value, as written.</param>
    /// <param name="Contents">The hash of its files, made when first asked for; null if there are none.</param>
    private sealed record Loaded(Lazy<object> Service, string Name, Lazy<Hash128?> Contents);
}
