using System;
using Xunit;

namespace PipelineDsl.Build.Tests;

/// <summary>What a build came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it printed.</param>
internal sealed record BuildResult(int ExitCode, string Output)
{
    /// <summary>Whether a pipeline's runner published.</summary>
    public bool Ran(string pipeline) => Output.Contains($"{pipeline}: ", StringComparison.Ordinal) && Output.Contains(" documents kept, ", StringComparison.Ordinal);

    /// <summary>Asserts that the build succeeded.</summary>
    public BuildResult Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }

    /// <summary>Asserts that the build failed with a message.</summary>
    public BuildResult FailedWith(string message)
    {
        Assert.NotEqual(0, ExitCode);
        Assert.Contains(message, Output, StringComparison.Ordinal);
        return this;
    }
}
