using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>Where the runtime finds the assemblies that the process was started with: the framework's, those of the <c>.deps.json</c> or, without one, all that lie beside the program.</summary>
internal static class PlatformAssemblies
{
    /// <summary>The file that an assembly is loaded from, without loading it.</summary>
    /// <param name="name">The assembly's simple name.</param>
    /// <returns>Its path, or null if it is none of them.</returns>
    public static string? PathOf(string name)
    {
        string all = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        string file = $"{Path.DirectorySeparatorChar}{name}.dll";
        for (int at = all.IndexOf(file, StringComparison.Ordinal); at >= 0; at = all.IndexOf(file, at + 1, StringComparison.Ordinal))
        {
            int end = at + file.Length;
            if (end == all.Length || all[end] == Path.PathSeparator)
            {
                return all[(all.LastIndexOf(Path.PathSeparator, at) + 1)..end];
            }
        }

        return null;
    }
}
