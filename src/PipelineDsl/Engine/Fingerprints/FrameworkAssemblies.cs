using System;
using System.Collections.Generic;
using System.Reflection;

namespace PipelineDsl.Engine;

/// <summary>Tells the framework's assemblies from others, by the keys that .NET and ASP.NET Core are signed with.</summary>
/// <remarks>
/// Packages of the same publisher are signed so too, and count as the framework does: by their assembly versions, which stay the same from patch to patch. Where an assembly lies says nothing,
/// since an application may carry its framework with it, and must have the same keys then.
/// </remarks>
internal static class FrameworkAssemblies
{
    private static readonly HashSet<string> s_tokens = new(StringComparer.Ordinal)
    {
        "7CEC85D7BEA7798E", "ADB9793829DDAE60", "B03F5F7F11D50A3A", "B77A5C561934E089", "CC7B13FFCD2DDD51", "31BF3856AD364E35",
    };

    /// <summary>Whether an assembly counts as the framework's.</summary>
    public static bool Contains(AssemblyName name) => s_tokens.Contains(Convert.ToHexString(name.GetPublicKeyToken() ?? []));

    /// <summary>The part that stands for the framework: its version, and those of the assemblies that code refers to.</summary>
    public static KeyPart Part(params IEnumerable<AssemblyName> reached)
    {
        HashWriter hash = new();
        hash.Int(Environment.Version.Major);
        hash.Int(Environment.Version.Minor);
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (AssemblyName name in reached)
        {
            names.Add($"{name.Name} {name.Version}");
        }

        foreach (string name in names)
        {
            hash.Text(name);
        }

        return new KeyPart(PlanDifference.Name("framework .NET", Environment.Version.ToString(2)), hash.Hash);
    }
}
