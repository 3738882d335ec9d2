using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PipelineDsl.Testing;

/// <summary>The files of a driver's run, provided that nothing went wrong in it.</summary>
internal static class GeneratedFiles
{
    public static IEnumerable<GeneratedSourceResult> Of(GeneratorDriver driver)
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        if (result.Results.Select(static r => r.Exception).FirstOrDefault(static e => e is not null) is { } exception)
        {
            throw new SnapshotException($"a generator failed: {exception.Message}", exception);
        }

        // A wrong pipeline is reported by the analyzers. A generator that reports something itself has lost its way.
        return result.Diagnostics.IsEmpty
            ? result.Results.SelectMany(static r => r.GeneratedSources)
            : throw new SnapshotException("a generator reported:\n" + string.Join("\n", result.Diagnostics));
    }
}
