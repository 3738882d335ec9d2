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
    private readonly List<Use> _uses; // of the worker's fields, in a lock of its own
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

    /// <summary>
    /// The files, folders and patterns that services were loaded from, absolute, in ordinal order, with files that are not there but would be read if they were. A name that stands for no file is none.
    /// </summary>
    public IReadOnlyList<string> Resources => [.. _services.SelectMany(static s => PathsOf(s.Key.Path, s.Value.Value)).Concat(_files.Keys).Distinct().Order(StringComparer.Ordinal)];

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
        lock (_uses)
        {
            _uses.Add(new Use(_member, loaded));
        }

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
    internal IReadOnlyList<KeyPart> ResourceParts(Predicate<string> uses)
    {
        // Contents by name, both in order, each once: services of several types may be made of one path, each of other files.
        List<(string Name, List<Hash128> Contents)> resources = [];
        foreach (Loaded service in UsedBy(uses))
        {
            if (service.Contents.Value is { } content)
            {
                Insert(resources, service.Name, content);
            }
        }

        List<KeyPart> parts = new(resources.Count);
        foreach ((string name, List<Hash128> contents) in resources)
        {
            HashWriter hash = new();
            foreach (Hash128 content in contents)
            {
                hash.Wide(content);
            }

            parts.Add(new KeyPart($"resource {name}", hash.Hash));
        }

        return parts;
    }

    private static IEnumerable<string> PathsOf(string? path, Loaded service)
        => path is null ? []
            : path.Contains('*', StringComparison.Ordinal) ? [path]
            : Path.Exists(path) ? [path, .. service.Files.Value]
            : service.Files.Value;

    private static void Insert(List<(string Name, List<Hash128> Contents)> resources, string name, Hash128 content)
    {
        int at = 0;
        while (at < resources.Count && string.CompareOrdinal(resources[at].Name, name) < 0)
        {
            at++;
        }

        if (at == resources.Count || resources[at].Name != name)
        {
            resources.Insert(at, (name, []));
        }

        List<Hash128> contents = resources[at].Contents;
        int place = 0;
        while (place < contents.Count && contents[place].CompareTo(content) < 0)
        {
            place++;
        }

        if (place == contents.Count || contents[place] != content)
        {
            contents.Insert(place, content);
        }
    }

    private List<Loaded> UsedBy(Predicate<string> uses)
    {
        lock (_uses)
        {
            List<Loaded> services = [];
            foreach (Use use in _uses)
            {
                if ((use.Member.Length == 0 || uses(use.Member)) && !services.Contains(use.Service))
                {
                    services.Add(use.Service);
                }
            }

            return services;
        }
    }

    private static Loaded Load<TService>(string? path, string? value)
        where TService : class, IService<TService>
    {
        ServiceRequest request = new(path, value);
        Lazy<IReadOnlyList<string>> files = new(() => Guard<TService, IReadOnlyList<string>>(path, () => TService.Files(request)));
        return new Loaded(
            new Lazy<object>(() => Guard<TService, object>(path, () => TService.Load(request))),
            value ?? "",
            files,
            new Lazy<Hash128?>(() => files.Value.Count == 0 ? null : Guard<TService, Hash128?>(path, () => ResourceFiles.Hash(path ?? files.Value[0], files.Value.Where(File.Exists)))));
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
    /// <param name="Files">The files it is made of, found when first asked for.</param>
    /// <param name="Contents">The hash of its files, made when first asked for; null if there are none.</param>
    private sealed record Loaded(Lazy<object> Service, string Name, Lazy<IReadOnlyList<string>> Files, Lazy<Hash128?> Contents);

    /// <summary>A service that code of the worker uses.</summary>
    /// <param name="Member">The field through which; empty if through none.</param>
    /// <param name="Service">The service.</param>
    private sealed record Use(string Member, Loaded Service);
}
