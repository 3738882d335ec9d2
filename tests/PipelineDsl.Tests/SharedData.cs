using System;
using System.IO;
using Xunit.Abstractions;

namespace PipelineDsl.Tests;

/// <summary>Finds the corpora and gold results that may lie beside the repository. The core tests do not need them.</summary>
internal static class SharedData
{
    /// <summary>The absolute path of something below the shared folder, if it is there.</summary>
    public static bool TryFind(string relative, out string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PipelineDsl.sln")))
            {
                path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", relative));
                return Path.Exists(path);
            }
        }

        path = "";
        return false;
    }

    /// <summary>The same, with a loud note when it is missing.</summary>
    public static bool TryFind(string relative, ITestOutputHelper output, out string path)
    {
        if (TryFind(relative, out path))
        {
            return true;
        }

        output.WriteLine($"SKIPPED: needs ../shared/{relative}, which is not beside this repository");
        return false;
    }
}
