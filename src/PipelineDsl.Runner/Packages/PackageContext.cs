using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace PipelineDsl.Runner.Packages;

/// <summary>
/// Loads this assembly a second time, with the packages that only the runner needs, apart from everything else: the project whose pipeline runs may use the same packages in
/// other versions, and they are loaded only when something needs them.
/// </summary>
/// <remarks>What crosses the border is of the library or of the framework, which both sides share.</remarks>
internal sealed class PackageContext : AssemblyLoadContext
{
    private static readonly Lazy<Assembly> s_runner = new(static () => new PackageContext().LoadFromAssemblyPath(typeof(PackageContext).Assembly.Location));

    private readonly string _folder = Path.GetDirectoryName(typeof(PackageContext).Assembly.Location)!;

    private PackageContext()
        : base("packages of the runner")
    {
    }

    /// <summary>Makes an object of this assembly in the other context.</summary>
    /// <param name="type">Its type's full name.</param>
    /// <param name="arguments">The constructor's arguments.</param>
    public static T Create<T>(string type, params object[] arguments)
        where T : class
        => (T)Activator.CreateInstance(s_runner.Value.GetType(type, throwOnError: true)!, arguments)!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(Engine.PipelineDefinition).Assembly.GetName().Name)
        {
            return null;
        }

        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
