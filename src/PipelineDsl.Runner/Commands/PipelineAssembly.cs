using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using PipelineDsl.Engine;
using PipelineDsl.Runner.Packages;

namespace PipelineDsl.Runner.Commands;

/// <summary>Finds pipelines in compiled assemblies.</summary>
internal static class PipelineAssembly
{
    /// <summary>The assembly for which the runner's own folder was made by the target PublishDataPipelines, which has left its name in the runtime's configuration; null in other folders.</summary>
    public static string? Published { get; } = AppContext.GetData("PipelineDsl.Assembly") is string name ? Path.Combine(InstructionSets.Folder, name) : null;

    /// <summary>Loads an assembly and finds a pipeline in it.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="name">The pipeline's name, with or without namespace, or null for the only one.</param>
    /// <exception cref="RunException">There is no such assembly or pipeline.</exception>
    public static PipelineDefinition Find(string path, string? name)
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            Load(path);
        }
        else if (path != Published)
        {
            // The pipelines of the program have added themselves when it started.
            throw new RunException("PDSL2091", $"a native program runs the pipelines that it was compiled with, and cannot load '{path}'; leave --assembly out, or take a folder that was published without PipelineDslNativeAot");
        }

        PipelineDefinition[] all = [.. PipelineRegistry.All];
        PipelineDefinition[] found = name is null ? all : [.. all.Where(p => p.Name == name || p.Name.EndsWith("." + name, StringComparison.Ordinal))];
        return found switch
        {
            [var pipeline] => pipeline,
            [] => throw new RunException("PDSL2010", $"there is no pipeline {(name is null ? "" : $"'{name}' ")}in {Path.GetFileName(path)}; it has: {Names(all)}"),
            _ when name is null => throw new RunException("PDSL2010", $"{Path.GetFileName(path)} has several pipelines: {Names(all)}; say which: --pipeline NAME"),
            _ => throw new RunException("PDSL2010", $"'{name}' names several pipelines: {Names(found)}; write one name in full"),
        };
    }

    /// <summary>Loads an assembly, whose pipelines add themselves.</summary>
    private static void Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new RunException("PDSL2010", $"there is no assembly '{path}'; build the project, or correct --assembly");
        }

        // A build gives the runner the project's deps.json, in which its packages are found; without one, they lie beside the assembly or where that file says. Assemblies of
        // referenced projects lie beside it.
        string folder = Path.GetDirectoryName(full)!;
        Lazy<AssemblyDependencyResolver?> resolver = new(() => OpenResolver(full));
        AssemblyLoadContext.Default.Resolving += (context, wanted) =>
        {
            string beside = Path.Combine(folder, wanted.Name + ".dll");
            string? found = File.Exists(beside) ? beside : resolver.Value?.ResolveAssemblyToPath(wanted);
            return found is null ? null : context.LoadFromAssemblyPath(found);
        };

        Assembly assembly;
        try
        {
            assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(full);
        }
        catch (BadImageFormatException)
        {
            throw new RunException("PDSL2010", $"'{path}' is no .NET assembly; --assembly wants the .dll that the project's build leaves", full);
        }

        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
    }

    private static AssemblyDependencyResolver? OpenResolver(string assembly)
    {
        try
        {
            return new AssemblyDependencyResolver(assembly);
        }
        catch (InvalidOperationException)
        {
            // Its .deps.json lists a file that is not there: what is missing is said when it is asked for.
            return null;
        }
    }

    private static string Names(PipelineDefinition[] pipelines) => string.Join(", ", pipelines.Select(static p => p.Name).DefaultIfEmpty("none"));
}
