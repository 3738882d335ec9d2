using System;
using System.IO;
using System.Reflection;

namespace PipelineDsl.Build.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its folder, with a slash at the end.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that the tests were built in; the other projects were built in the same.</summary>
    public static string Configuration { get; } = typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PipelineDsl.sln")))
            {
                return folder.FullName + "/";
            }
        }

        throw new DirectoryNotFoundException($"no PipelineDsl.sln above '{AppContext.BaseDirectory}'");
    }
}
