using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace PipelineDsl.Runner.Packages;

/// <summary>
/// Loads assemblies beside this one, and this one a second time, with the packages that only the runner needs, apart from everything else: the project whose pipeline runs may use the same
/// packages in other versions, and they are loaded only when something needs them.
/// </summary>
/// <remarks>What crosses the border is of the library or of the framework, which both sides share.</remarks>
internal sealed class PackageContext : AssemblyLoadContext
{
    private static readonly PackageContext s_packages = new();

    private readonly string _folder = Path.GetDirectoryName(typeof(PackageContext).Assembly.Location)!;

    private PackageContext()
        : base("packages of the runner")
    {
    }

    /// <summary>Makes an object in the other context.</summary>
    /// <param name="assembly">The assembly's name; it lies beside this one, or is it.</param>
    /// <param name="type">The type's full name.</param>
    /// <param name="arguments">The constructor's arguments.</param>
    public static T Create<T>(string assembly, string type, params object[] arguments)
        where T : class
        => (T)Activator.CreateInstance(s_packages.LoadFromAssemblyName(new AssemblyName(assembly)).GetType(type, throwOnError: true)!, arguments)!;

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
