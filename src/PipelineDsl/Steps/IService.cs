using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A resource that is loaded once per process and shared by all workers: a word list, a model. It must be immutable after loading.</summary>
/// <typeparam name="TSelf">The service's own type.</typeparam>
public interface IService<TSelf>
    where TSelf : class, IService<TSelf>
{
    /// <summary>Loads the service.</summary>
    /// <param name="request">Which one, and where its file is.</param>
    /// <returns>The loaded service.</returns>
    static abstract TSelf Load(in ServiceRequest request);

    /// <summary>The files that the service is made of: when one changes, what was computed with it is computed anew. Implement it if <see cref="Load"/> reads others than these.</summary>
    /// <remarks>A file that is not there may be named too, if it would be read: a build then sees it when it comes.</remarks>
    /// <param name="request">The same as for <see cref="Load"/>.</param>
    /// <returns>Absolute paths. Default: the request's path, all files of that folder and of those below it, or all that match that pattern (<c>*</c>, <c>**</c>).</returns>
    static virtual IReadOnlyList<string> Files(in ServiceRequest request) => Engine.ResourceFiles.Of(request.Path);
}

/// <summary>What a service is loaded from.</summary>
/// <param name="Path">The value of the step's option with the parameter's name, made absolute against the project's folder, or null if there is none.</param>
/// <param name="Value">The same as it was written, for services that can be named without a file.</param>
public readonly record struct ServiceRequest(string? Path, string? Value = null);
