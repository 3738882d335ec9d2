using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;

namespace PipelineDsl.Engine;

/// <summary>Tells the framework's assemblies from those of packages.</summary>
internal static class FrameworkAssemblies
{
    // The keys that .NET and ASP.NET Core are signed with; packages of theirs are too, so the folder counts as well.
    private static readonly HashSet<string> s_tokens = new(StringComparer.Ordinal)
    {
        "7CEC85D7BEA7798E", "ADB9793829DDAE60", "B03F5F7F11D50A3A", "B77A5C561934E089", "CC7B13FFCD2DDD51", "31BF3856AD364E35",
    };

    private static readonly string s_runtime = Folder(typeof(object).Assembly);

    /// <summary>Whether an assembly belongs to the framework: signed as it is, and lying with it (an application without files of its own has one version of everything).</summary>
    public static bool Contains(Assembly assembly)
    {
        if (!IsSigned(assembly.GetName()))
        {
            return false;
        }

        string folder = Folder(assembly);
        return folder.Length == 0 || folder == s_runtime || folder.Contains($"{Path.DirectorySeparatorChar}shared{Path.DirectorySeparatorChar}Microsoft.", StringComparison.Ordinal);
    }

    /// <summary>Whether an assembly is signed as the framework's are.</summary>
    public static bool IsSigned(AssemblyName name) => s_tokens.Contains(Convert.ToHexString(name.GetPublicKeyToken() ?? []));

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is expected, see Contains.")]
    private static string Folder(Assembly assembly) => Path.GetDirectoryName(assembly.Location) ?? "";
}
