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
}

/// <summary>What a service is loaded from.</summary>
/// <param name="Path">The value of the step's option with the parameter's name, made absolute against the project's folder, or null if there is none.</param>
/// <param name="Value">The same as it was written, for services that can be named without a file.</param>
public readonly record struct ServiceRequest(string? Path, string? Value = null);
